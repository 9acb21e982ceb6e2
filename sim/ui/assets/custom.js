// The little the shell does by itself: theme, language, links that keep the session, and where the focus goes.
(function () {
  "use strict";
  const KEY = ":solara:theme.variant";       // the shell and Solara read it before the page is drawn

  // anywidget gives a drawing two seconds to begin, and a later one gets no news any more: on a slow phone that is too few.
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (milliseconds) => timeout(milliseconds === 2000 ? 120000 : milliseconds);

  function show(dark) {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    const app = document.getElementById("app");
    if (app && app.__vue__) app.__vue__.$vuetify.theme.dark = dark;
    if (typeof changeThemeCSS === "function") changeThemeCSS(dark ? "dark" : "light");
  }

  function toggleTheme() {
    const dark = document.documentElement.dataset.theme !== "dark";
    theme.variant = dark ? "dark" : "light";
    localStorage.setItem(KEY, JSON.stringify(theme.variant));
    show(dark);
  }

  // A page put in place of another is told by its heading, as a browser would tell a new page.
  function focusHeading(before) {
    let tries = 60;
    const timer = setInterval(() => {
      const heading = document.querySelector("main h1");
      if (heading && heading.textContent !== before) {
        heading.tabIndex = -1;
        heading.focus({ preventScroll: true });
        tries = 0;
      }
      if (tries-- <= 0) clearInterval(timer);
    }, 50);
  }

  function follow(link) {
    const before = document.querySelector("main h1");
    if (link.href !== location.href) {          // solara.router.push would leave the path that a proxy put before ours
      history.pushState({ top: 0 }, "", link.href);
      window.dispatchEvent(new PopStateEvent("popstate", { state: history.state }));
      window.dispatchEvent(new Event("solara.router"));
      window.scrollTo(0, 0);
    }
    focusHeading(before ? before.textContent : "");
  }

  function speak(link) {                      // keeps what else stands in the address
    const address = new URL(location.href);
    address.searchParams.set("lang", link.getAttribute("hreflang"));
    location.assign(address);
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest(".theme-toggle")) toggleTheme();
    const link = event.target.closest("a.route, a.language");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || !(window.solara && solara.router)) return;
    event.preventDefault();
    if (link.classList.contains("language")) speak(link); else follow(link);
  });

  // A place may be taken between the shell and its connection: then the shell, asked again, says so.
  setTimeout(async () => {
    if (!document.querySelector(".house") && (await (await fetch(solara.rootPath + "/healthz")).json()).full) location.reload();
  }, 8000);
})();
