// The organisation on a canvas: rings, reporting lines, and everybody as a dot coloured by a state.
const VACANT = 255, MOST = 250, BUCKETS = 25;
const PALETTE = {
  light: { worst: [217, 95, 2], middle: [196, 199, 203], best: [0, 105, 92], line: "rgba(96,104,112,.30)", ring: "rgba(96,104,112,.13)",
    mark: "#111418", chain: "#37474f", empty: [86, 94, 102], none: [120, 128, 136] },
  dark: { worst: [255, 150, 70], middle: [104, 110, 117], best: [79, 214, 192], line: "rgba(190,198,206,.20)", ring: "rgba(190,198,206,.10)",
    mark: "#ffffff", chain: "#cfd8dc", empty: [200, 206, 212], none: [170, 176, 182] },
};

function palette() {
  return PALETTE[document.documentElement.dataset.theme === "dark" ? "dark" : "light"];
}

function blend(a, b, share) {
  return a.map((v, i) => Math.round(v + (b[i] - v) * share));
}

function css(rgb) {
  return `rgb(${rgb.join(",")})`;
}

// Colour of a bucket: 0 is worst, the middle one ordinary, the last best.
function colour(bucket, p) {
  const half = (BUCKETS - 1) / 2, away = (bucket - half) / half;
  return away < 0 ? blend(p.middle, p.worst, Math.min(1, -away * 1.05)) : blend(p.middle, p.best, Math.min(1, away * 1.05));
}

// Of every kept step (0 to 250) the bucket it falls into, for a state.
function buckets(state) {
  const [low, middle, high] = state.scale, found = new Uint8Array(256), half = (BUCKETS - 1) / 2;
  for (let step = 0; step <= MOST; step += 1) {
    const level = step * 100 / MOST, wide = level < middle ? middle - low : high - middle;
    const away = Math.max(-1, Math.min(1, (level - middle) / (wide || 1))) * state.good;
    found[step] = Math.round(half + half * away);
  }
  return found;
}

// A dot as the pixels it covers: offsets from its middle in a picture of some width, and what to write there.
function stamp(radius, hollow, rgb, opacity, width, flat = 1) {
  const reach = Math.ceil(radius + 0.5), offsets = [], pixels = [];
  for (let y = -reach; y <= reach; y += 1) {
    for (let x = -reach; x <= reach; x += 1) {
      const away = Math.hypot(x, y * flat), edge = Math.max(0, Math.min(1, radius + 0.5 - away));
      const cover = hollow ? edge - Math.max(0, Math.min(1, radius - hollow + 0.5 - away)) : edge;
      if (cover > 0.04) {
        offsets.push(y * width + x);
        pixels.push(((Math.round(255 * cover * opacity) << 24) | (rgb[2] << 16) | (rgb[1] << 8) | rgb[0]) >>> 0);
      }
    }
  }
  return { offsets: Int32Array.from(offsets), pixels: Uint32Array.from(pixels) };
}

// The dots of a size, by bucket, then 'has none', a dash, and 'vacant', a ring. What is far from ordinary is larger, so that colour does not say it alone.
function stamps(radius, ratio, p, width) {
  const half = (BUCKETS - 1) / 2;
  const found = [...Array(BUCKETS).keys()].map((bucket) => stamp(
    Math.max(0.7, radius * (0.80 + 0.28 * Math.abs(bucket - half) / half)) * ratio, 0, colour(bucket, p), 1, width));
  const small = Math.max(0.7, 0.65 * radius) * ratio;
  return [...found, stamp(small * 1.2, 0, p.none, 0.9, width, 3.5), stamp(small, Math.max(1, small * 0.35), p.empty, 0.9, width)];
}

class Network {
  // One world. recording: {levels, places, manager, leads, level, shape}; the same for both worlds but for `world`.
  constructor(canvas, recording, world) {
    // The lines lie on a canvas below and are drawn once; the dots above are written pixel by pixel, the fastest way there is.
    Object.assign(this, { canvas, recording, world, base: canvas.previousElementSibling });
    this.ctx = canvas.getContext("2d");
  }

  resize() {
    const side = Math.max(120, this.canvas.clientWidth), ratio = Math.min(2, window.devicePixelRatio || 1), { shape } = this.recording;
    Object.assign(this, { side, ratio, scale: side / 2 - 12, p: palette() });
    this.canvas.width = this.canvas.height = Math.round(side * ratio);
    const dot = Math.min(11, Math.max(0.9, 0.40 * shape.spacing * this.scale));
    this.radii = [dot, Math.min(dot * 1.35 + 0.8, 13), Math.min(dot * 1.7 + 1.4, 16)];
    this.stamps = this.radii.map((radius) => stamps(radius, ratio, this.p, this.canvas.width));
    this.image = this.ctx.createImageData(this.canvas.width, this.canvas.height);
    this.pixels = new Uint32Array(this.image.data.buffer);
    this.xy = new Float32Array(2 * shape.posts);
    for (let i = 0; i < 2 * shape.posts; i += 1) this.xy[i] = side / 2 + this.recording.places[i] * this.scale;
    this.where = Int32Array.from({ length: shape.posts }, (_, post) =>
      Math.round(this.xy[2 * post + 1] * ratio) * this.canvas.width + Math.round(this.xy[2 * post] * ratio));
    this._lines();
  }

  size(post) {
    return this.recording.manager[post] < 0 && this.recording.leads[post] ? 2 : this.recording.leads[post];
  }

  _lines() {
    const { base } = this, { shape, manager } = this.recording;
    base.width = base.height = this.canvas.width;
    const ctx = base.getContext("2d");
    ctx.scale(this.ratio, this.ratio);
    ctx.strokeStyle = this.p.ring;
    ctx.lineWidth = 1;
    for (const ring of shape.rings.slice(1)) {
      ctx.beginPath();
      ctx.arc(this.side / 2, this.side / 2, ring * this.scale, 0, 7);
      ctx.stroke();
    }
    ctx.strokeStyle = this.p.line;
    ctx.globalAlpha = Math.min(1, 20 / Math.sqrt(shape.posts));  // many lines are a veil, not a picture
    ctx.lineWidth = Math.max(0.25, Math.min(1, 30 / Math.sqrt(shape.posts)));
    ctx.beginPath();
    for (let post = 0; post < shape.posts; post += 1) {
      if (manager[post] >= 0) this._line(ctx, post, manager[post]);
    }
    ctx.stroke();
  }

  _line(ctx, from, to) {
    ctx.moveTo(this.xy[2 * from], this.xy[2 * from + 1]);
    ctx.lineTo(this.xy[2 * to], this.xy[2 * to + 1]);
  }

  at(state, week) {
    const { weeks, posts, states } = this.recording.shape;
    const start = ((this.world * states + state) * weeks + week) * posts;
    return this.recording.levels.subarray(start, start + posts);
  }

  // time: weeks from 0, with fractions.  bucket: from `buckets`.  marked, chosen: posts or -1.
  draw(state, time, bucket, marked, chosen) {
    const { ctx } = this, week = Math.floor(time), share = time - week, { weeks, posts } = this.recording.shape;
    const now = this.at(state, week), next = share > 0 && week + 1 < weeks ? this.at(state, week + 1) : now;
    this.pixels.fill(0);
    for (let post = 0; post < posts; post += 1) {
      const a = now[post], b = next[post];
      const kind = a > MOST ? (a === VACANT ? BUCKETS + 1 : BUCKETS) : bucket[b > MOST ? a : Math.round(a + (b - a) * share)];
      this._dot(this.where[post], this.stamps[this.size(post)][kind]);
    }
    ctx.putImageData(this.image, 0, 0);
    ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    if (chosen >= 0) this._mark(chosen, 2.5);
    if (marked >= 0 && marked !== chosen) this._mark(marked, 1.5);
  }

  _dot(at, { offsets, pixels }) {
    const there = this.pixels;
    for (let i = 0; i < offsets.length; i += 1) {
      const place = at + offsets[i], pixel = pixels[i];
      if (pixel >>> 24 >= there[place] >>> 24) there[place] = pixel;
    }
  }

  _mark(post, width) {
    // The person, ringed, and the way up to the head.
    const { ctx, xy } = this;
    ctx.strokeStyle = this.p.chain;
    ctx.lineWidth = width;
    ctx.beginPath();
    for (let below = post; this.recording.manager[below] >= 0; below = this.recording.manager[below]) this._line(ctx, below, this.recording.manager[below]);
    ctx.stroke();
    ctx.strokeStyle = this.p.mark;
    ctx.beginPath();
    ctx.arc(xy[2 * post], xy[2 * post + 1], this.radii[this.size(post)] + 3.5, 0, 7);
    ctx.stroke();
  }

  // The post nearest to a point of the canvas, in CSS pixels; -1 if none is near.
  near(x, y) {
    let best = -1, least = Math.max(14, this.radii[0] * 1.6) ** 2;
    for (let post = 0; post < this.recording.shape.posts; post += 1) {
      const dx = this.xy[2 * post] - x, dy = this.xy[2 * post + 1] - y, away = dx * dx + dy * dy;
      if (away < least) { least = away; best = post; }
    }
    return best;
  }
}
