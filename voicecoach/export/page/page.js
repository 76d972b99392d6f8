"use strict";
// The page plays the sound that is inside it, or beside it on its site, follows it in the transcript, and asks for nothing else.
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("session").textContent);
  const audio = byId("audio");
  const play = byId("play");
  const repeat = byId("repeat");
  const seek = byId("seek");
  const contents = document.querySelector(".contents");
  const phrases = [...document.querySelectorAll(".phrase")];
  const starts = phrases.map((phrase) => Number(phrase.dataset.start));
  const chapterButtons = [...document.querySelectorAll(".chapters button")];
  const chapters = data.chapters;
  let shownPhrase = -1;
  let shownChapter = -1;
  let looping = -1;
  let dragging = false;

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
  const chapterNow = () => Math.max(0, lastBefore(chapterStarts, now()));
  const clock = (seconds) => {
    const whole = Math.floor(seconds + 0.5);
    const two = (number) => String(number).padStart(2, "0");
    const minutes = Math.floor(whole / 60) % 60;
    const hours = Math.floor(whole / 3600);
    return `${hours ? `${hours}:${two(minutes)}` : minutes}:${two(whole % 60)}`;
  };

  // The sound: pieces of MP3, of which any frame can be the first. A browser only ever plays from the beginning of what it
  // is given: asked to seek, some play one place and show the time of another. Our clock is the time of that beginning, and
  // what was played since.
  const frame = data.frame;
  const pieces = [...document.querySelectorAll(".sound")];
  const firsts = frame ? pieces.map((block) => Number(block.dataset.frame)) : [0];
  const timeOf = (number) => (frame ? number * frame.seconds - frame.delay : 0);
  const pieceStarts = firsts.map(timeOf);
  let piece = 0;
  let asked = 0;
  let running = false;

  // One frame more than is heard, as each overlaps with the next.
  const frameFor = (time) => Math.max(0, Math.floor((time + frame.delay) / frame.seconds) - 1);
  const loadInside = (time, wanted = frameFor(time)) => {
    piece = Math.max(0, lastBefore(firsts, wanted));
    const skipped = (wanted - firsts[piece]) * frame.bytes;
    const whole = pieces[piece].textContent;
    const sound = skipped ? btoa(atob(whole).slice(skipped)) : whole;
    asked = time;
    audio.dataset.start = timeOf(wanted);
    audio.src = `data:audio/mpeg;base64,${sound}`;
  };
  // A sound of its own is one piece, in which the browser seeks; what it cannot do before it knows the sound, it does then.
  const loadBeside = (time) => {
    asked = time;
    audio.dataset.start = 0;
    if (audio.readyState > 0) audio.currentTime = time;
  };
  const load = frame ? loadInside : loadBeside;
  if (!frame) {
    audio.addEventListener("loadedmetadata", () => { if (asked) audio.currentTime = asked; });
    // From a server that gives no part of a file the sound begins again, and the clock with it.
    audio.addEventListener("seeked", () => { asked = Math.min(asked, audio.currentTime); });
    audio.addEventListener("error", () => { stop(); notice(data.words.cannotPlay); });
  }
  const now = () => {
    if (audio.readyState === 0) return asked;
    return Math.min(Math.max(asked, Number(audio.dataset.start) + audio.currentTime), data.duration);
  };
  const start = () => {
    audio.play().catch((error) => {
      // Not a fault: another place was asked for, or a pause, before the sound began.
      if (error.name === "AbortError") return;
      running = false;
      showState();
      if (error.name !== "NotAllowedError") notice(data.words.cannotPlay);
    });
  };
  const begin = () => {
    running = true;
    if (now() > data.duration - 0.1) load(0);
    start();
    showState();
  };
  const stop = () => {
    running = false;
    audio.pause();
    showState();
  };
  const notice = (words) => {
    byId("notice").textContent = words;
    byId("notice").hidden = !words;
  };
  const show = () => {
    const time = now();
    if (running && looping >= 0 && time >= chapters[looping].end - 0.03) {
      goTo(chapters[looping].start);
      return;
    }
    const phrase = lastBefore(starts, time);
    if (phrase !== shownPhrase) {
      if (shownPhrase >= 0) phrases[shownPhrase].classList.remove("now");
      shownPhrase = phrase;
      if (phrase >= 0) {
        phrases[phrase].classList.add("now");
        if (running) keepInView(phrases[phrase]);
      }
    }
    const chapter = chapterNow();
    if (chapter !== shownChapter && chapters.length) {
      if (shownChapter >= 0) chapterButtons[shownChapter].removeAttribute("aria-current");
      chapterButtons[chapter].setAttribute("aria-current", "true");
      byId("chapter").textContent = chapters[chapter].title;
      // Only where the list has a column of its own, which scrolls by itself.
      contents.scrollTop = chapterButtons[chapter].offsetTop - contents.clientHeight / 2;
      if (shownChapter >= 0) itemOf(shownChapter)?.classList.remove("now");
      itemOf(chapter)?.classList.add("now");
      if (running && itemOf(chapter) && !byId("transcript").open) keepInView(itemOf(chapter));
      shownChapter = chapter;
    }
    showPlace(dragging ? Number(seek.value) : time);
    if (Math.abs(time - keptTime) > 1) keep(time);
  };
  const itemOf = (chapter) => byId(`item-${chapters[chapter].item}`);
  const showPlace = (time) => {
    const shown = `${clock(time)} / ${clock(data.duration)}`;
    if (byId("clock").textContent === shown) return;
    byId("clock").textContent = shown;
    if (!dragging) seek.value = time;
    const words = { "{time}": clock(time), "{length}": clock(data.duration) };
    seek.setAttribute("aria-valuetext", data.words.place.replace(/\{time\}|\{length\}/g, (name) => words[name]));
  };
  // The page follows by itself, except for a while after the reader scrolled away.
  let scrolledAt = -Infinity;
  const scrolled = () => { scrolledAt = performance.now(); };
  const scrollKeys = ["ArrowUp", "ArrowDown", "PageUp", "PageDown", "End"];
  for (const kind of ["wheel", "touchmove"]) addEventListener(kind, scrolled, { passive: true });
  const keepInView = (shown) => {
    const within = shown.closest("details");
    if (performance.now() - scrolledAt < 6000 || !within || !within.open) return;
    const box = shown.getBoundingClientRect();
    const bar = document.querySelector(".player").getBoundingClientRect();
    const fits = box.height < bar.top - 90;
    if (box.top < 60 || box.bottom > bar.top - 30) shown.scrollIntoView({ block: fits ? "center" : "start" });
  };
  let following = 0;
  const follow = () => {
    cancelAnimationFrame(following);
    show();
    if (running) following = requestAnimationFrame(follow);
  };
  const showState = () => {
    play.textContent = running ? data.words.pause : data.words.play;
    if ("mediaSession" in navigator) {
      navigator.mediaSession.playbackState = running ? "playing" : "paused";
      const position = { duration: data.duration, position: now(), playbackRate: 1 };
      try { navigator.mediaSession.setPositionState(position); } catch { /* an older browser does not know it */ }
    }
    follow();
  };

  const goTo = (seconds) => {
    scrolledAt = -Infinity;
    load(Math.min(Math.max(seconds, 0), Math.max(0, data.duration - 0.5)));
    if (running) start();
    showState();
  };
  const goToChapter = (number) => {
    if (!chapters.length) return;
    const chosen = Math.min(Math.max(number, 0), chapters.length - 1);
    if (looping >= 0) looping = chosen;
    goTo(chapters[chosen].start);
  };
  const back = () => {
    const chapter = chapterNow();
    // As players do: once into an exercise "back" begins it again, at its beginning it goes to the one before.
    goToChapter(now() - chapterStarts[chapter] > 3 ? chapter : chapter - 1);
  };
  const next = () => goToChapter(chapterNow() + 1);
  const toggle = () => { if (running) stop(); else begin(); };

  play.addEventListener("click", toggle);
  byId("back").addEventListener("click", back);
  byId("next").addEventListener("click", next);
  repeat.addEventListener("click", () => {
    looping = looping < 0 && chapters.length ? chapterNow() : -1;
    repeat.setAttribute("aria-pressed", String(looping >= 0));
  });
  chapterButtons.forEach((button, number) => {
    button.addEventListener("click", () => { goToChapter(number); begin(); });
  });
  seek.addEventListener("input", () => {
    dragging = true;
    showPlace(Number(seek.value));
  });
  seek.addEventListener("change", () => {
    dragging = false;
    goTo(Number(seek.value));
  });
  byId("words").addEventListener("click", (event) => {
    const phrase = event.target.closest(".phrase");
    if (phrase) goTo(Number(phrase.dataset.start));
  });
  // Others pause and play too: a headset, a call, the system. The end of a piece is not a pause.
  audio.addEventListener("pause", () => { if (audio.paused && !audio.ended) stop(); });
  audio.addEventListener("play", () => { running = true; showState(); });
  audio.addEventListener("ended", () => {
    const last = piece + 1 === firsts.length;
    const heardUntil = last ? data.duration : pieceStarts[piece + 1];
    if (running && looping >= 0 && heardUntil > chapters[looping].end - 0.1) {
      goTo(chapters[looping].start);
    } else if (running && !last) {
      load(heardUntil, firsts[piece + 1]);
      start();
    } else {
      asked = data.duration;
      stop();
    }
  });
  audio.addEventListener("durationchange", () => {
    if (!Number.isFinite(audio.duration)) return;
    const end = piece + 1 === firsts.length ? data.duration : pieceStarts[piece + 1];
    const off = Number(audio.dataset.start) + audio.duration - end;
    if (Math.abs(off) < 1) return;
    const lengths = { "{said}": clock(data.duration + off), "{length}": clock(data.duration) };
    notice(data.words.anotherLength.replace(/\{said\}|\{length\}/g, (name) => lengths[name]));
  });
  for (const kind of ["timeupdate", "loadedmetadata"]) audio.addEventListener(kind, show);

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    if (scrollKeys.includes(event.key)) scrolled();
    if (event.target === seek && event.key !== " ") return;
    const inButton = event.target.closest("button, summary, a");
    const actions = { ArrowLeft: back, ArrowRight: next, Home: () => goToChapter(chapterNow()) };
    if (event.key === " " && !inButton) actions[" "] = toggle;
    if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  });
  if ("mediaSession" in navigator) {
    const artwork = data.cover ? [{ src: data.cover, sizes: data.frame ? "600x600" : "any", type: "image/png" }] : [];
    navigator.mediaSession.metadata = new MediaMetadata({ title: data.title, artist: data.artist, artwork });
    const keys = {
      play: begin, pause: stop, previoustrack: back, nexttrack: next,
      seekto: (details) => goTo(details.seekTime),
    };
    for (const [name, action] of Object.entries(keys)) {
      try { navigator.mediaSession.setActionHandler(name, action); } catch { /* an older browser does not know it */ }
    }
  }

  // The place is kept with the page's entry in the browser's history: it survives a reload, and leaving and coming back.
  // As often as this, as what is kept while the page is being left comes too late in some browsers.
  let keptTime = 0;
  const keep = (time) => {
    keptTime = time;
    try { history.replaceState({ time }, ""); } catch { /* allowed only so often */ }
  };
  addEventListener("pagehide", stop);
  addEventListener("beforeprint", () => { if (byId("how")) byId("how").open = true; });
  addEventListener("pageshow", showState);

  goTo(history.state?.time || 0);
  document.documentElement.dataset.ready = "true";
})();
