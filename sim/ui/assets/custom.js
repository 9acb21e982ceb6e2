// The little the shell does by itself: theme, links that keep the session.
(function () {
  "use strict";
  const KEY = ":solara:theme.variant";

  function show(dark) {
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    const app = document.getElementById("app");
    if (app && app.__vue__) app.__vue__.$vuetify.theme.dark = dark;
    if (typeof changeThemeCSS === "function") changeThemeCSS(dark ? "dark" : "light");
  }

  document.documentElement.dataset.theme = inDarkMode() ? "dark" : "light";

  document.addEventListener("click", (event) => {
    if (event.target.closest(".theme-toggle")) {
      const dark = document.documentElement.dataset.theme !== "dark";
      theme.variant = dark ? "dark" : "light";
      localStorage.setItem(KEY, JSON.stringify(theme.variant));
      show(dark);
    }
    const link = event.target.closest("a.route");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (link && plain && window.solara && solara.router) {
      event.preventDefault();
      solara.router.push(link.getAttribute("href"));
    }
  });
})();
