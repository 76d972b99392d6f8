"use strict";
// The page plays the sound that stands in it, follows it in the transcript, and asks no network for anything.
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("session").textContent);
  const root = document.documentElement;
  const audio = byId("audio");
  const play = byId("play");
  const repeat = byId("repeat");
  const phrases = [...document.querySelectorAll(".phrase")];
  const starts = phrases.map((phrase) => Number(phrase.dataset.start));
  const chapterButtons = [...document.querySelectorAll(".chapters button")];
  const chapters = data.chapters;
  let shownPhrase = -1;
  let shownChapter = -1;
  let looping = -1;

  const raw = atob(byId("sound").textContent.trim());
  const bytes = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at += 1) bytes[at] = raw.charCodeAt(at);
  byId("sound").remove();
  audio.src = URL.createObjectURL(new Blob([bytes], { type: data.type }));

  // What is heard now: the last of the sorted starts that is not after the time; a little early, never late.
  const lastBefore = (times, time) => {
    let low = 0;
    let high = times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (times[middle] <= time + 0.02) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };
  const chapterStarts = chapters.map((chapter) => chapter.start);
  const chapterNow = () => Math.max(0, lastBefore(chapterStarts, audio.currentTime));
  const clock = (seconds) => {
    const whole = Math.floor(seconds + 0.5);
    const two = (number) => String(number).padStart(2, "0");
    const minutes = Math.floor(whole / 60) % 60;
    const hours = Math.floor(whole / 3600);
    return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(whole % 60)}`;
  };

  const show = () => {
    const time = audio.currentTime;
    if (looping >= 0 && time >= chapters[looping].end - 0.03) {
      audio.currentTime = chapters[looping].start;
      return;
    }
    const phrase = lastBefore(starts, time);
    if (phrase !== shownPhrase) {
      if (shownPhrase >= 0) phrases[shownPhrase].classList.remove("now");
      shownPhrase = phrase;
      if (phrase >= 0) {
        phrases[phrase].classList.add("now");
        if (!audio.paused) keepInView(phrases[phrase]);
      }
    }
    const chapter = chapterNow();
    if (chapter !== shownChapter && chapters.length) {
      if (shownChapter >= 0) chapterButtons[shownChapter].removeAttribute("aria-current");
      chapterButtons[chapter].setAttribute("aria-current", "true");
      byId("chapter").textContent = chapters[chapter].title;
      shownChapter = chapter;
    }
    byId("clock").textContent = `${clock(time)} / ${clock(data.duration)}`;
  };
  // Only where the reader left the page to follow by itself: who scrolled away a moment ago is left in peace.
  let scrolledAt = -Infinity;
  for (const kind of ["wheel", "touchmove", "keydown"]) {
    addEventListener(kind, () => { scrolledAt = performance.now(); }, { passive: true });
  }
  const keepInView = (phrase) => {
    if (performance.now() - scrolledAt < 6000 || !byId("transcript").open) return;
    const box = phrase.getBoundingClientRect();
    if (box.top < 60 || box.bottom > innerHeight - 180) phrase.scrollIntoView({ block: "center" });
  };
  const follow = () => {
    show();
    if (!audio.paused) requestAnimationFrame(follow);
  };

  const goTo = (seconds) => {
    audio.currentTime = Math.min(Math.max(seconds, 0), data.duration);
    show();
  };
  const goToChapter = (number) => {
    if (!chapters.length) return;
    const chosen = Math.min(Math.max(number, 0), chapters.length - 1);
    if (looping >= 0) looping = chosen;
    goTo(chapters[chosen].start);
  };
  const back = () => {
    const now = chapterNow();
    // As players do: once into an exercise "back" begins it anew, at its beginning it goes to the one before.
    goToChapter(audio.currentTime - chapterStarts[now] > 3 ? now : now - 1);
  };
  const next = () => goToChapter(chapterNow() + 1);
  // A pause that comes before the sound began is no fault.
  const begin = () => { audio.play().catch(() => {}); };
  const toggle = () => { if (audio.paused) begin(); else audio.pause(); };

  play.addEventListener("click", toggle);
  byId("back").addEventListener("click", back);
  byId("next").addEventListener("click", next);
  repeat.addEventListener("click", () => {
    looping = looping < 0 ? chapterNow() : -1;
    repeat.setAttribute("aria-pressed", String(looping >= 0));
  });
  chapterButtons.forEach((button, number) => {
    button.addEventListener("click", () => { goToChapter(number); begin(); });
  });
  byId("words").addEventListener("click", (event) => {
    const phrase = event.target.closest(".phrase");
    if (phrase) goTo(Number(phrase.dataset.start));
  });
  const playing = () => {
    play.textContent = audio.paused ? "Play" : "Pause";
    if ("mediaSession" in navigator) navigator.mediaSession.playbackState = audio.paused ? "paused" : "playing";
    follow();
  };
  for (const kind of ["play", "pause", "ended"]) audio.addEventListener(kind, playing);
  for (const kind of ["timeupdate", "seeked", "loadedmetadata"]) audio.addEventListener(kind, show);

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const inButton = event.target.closest("button, summary, a");
    const actions = { ArrowLeft: back, ArrowRight: next, Home: () => goToChapter(chapterNow()) };
    if (event.key === " " && !inButton) actions[" "] = toggle;
    if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  });
  if ("mediaSession" in navigator) {
    const artwork = data.cover ? [{ src: data.cover, sizes: "600x600", type: "image/png" }] : [];
    navigator.mediaSession.metadata = new MediaMetadata({ title: data.title, artist: "voicecoach", artwork });
    const keys = {
      play: begin, pause: () => audio.pause(), previoustrack: back, nexttrack: next,
      seekto: (details) => goTo(details.seekTime),
    };
    for (const [name, action] of Object.entries(keys)) {
      try { navigator.mediaSession.setActionHandler(name, action); } catch { /* an older browser knows it not */ }
    }
  }

  // A page that was opened as a file may not be let to remember anything.
  const remembered = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const remember = (name, value) => { try { localStorage.setItem(name, value); } catch { /* not allowed */ } };
  const look = (button, attribute, on, first) => {
    const set = (pressed) => {
      root.setAttribute(attribute, pressed ? on : "plain");
      button.setAttribute("aria-pressed", String(pressed));
    };
    const before = remembered(attribute);
    set(before === null ? first : before === on);
    button.addEventListener("click", () => {
      const pressed = button.getAttribute("aria-pressed") !== "true";
      set(pressed);
      remember(attribute, pressed ? on : "plain");
    });
  };
  look(byId("dark"), "data-theme", "dark", matchMedia("(prefers-color-scheme: dark)").matches);
  look(byId("large"), "data-print", "large", false);
  show();
  root.dataset.ready = "true";
})();
