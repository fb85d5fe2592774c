// Keeps a page true while one looks at it. Parts say by `data-live="TOPIC TOPIC"` what they show; when one of their
// topics is announced, the page is asked for again, once, and only those parts are changed in place, so that what is
// open, focused or scrolled stays. Without this script every page is complete; one reloads it.
"use strict";

(() => {
    const FIRST_PAUSE = 2000, LONGEST_PAUSE = 60000, SCATTER = 400;
    let source = null, since = 0, pause = FIRST_PAUSE, retry = 0, asking = false, morph = null;
    const changed = new Set();

    const parts = () => [...document.querySelectorAll("[data-live][id]")];
    const topicsOf = (part) => part.dataset.live.split(" ").filter(Boolean);

    // The clock of a demonstration turns on every page; that alone does not keep a page true.
    const isKept = () => parts().some((part) => topicsOf(part).some((topic) => topic !== "clock"));

    function say(state) {
        const place = document.getElementById("live-state");
        if (!place || !isKept() || place.dataset.liveState === state) return;
        place.dataset.liveState = state;
        place.hidden = state === "waiting";
        place.textContent = state === "live" ? place.dataset.liveWord : state === "lost" ? place.dataset.lostWord : "";
    }

    function change(part, fresh) {
        if (part.isEqualNode(fresh)) return;
        const fragment = document.createDocumentFragment();
        fragment.append(document.adoptNode(fresh));
        morph(part, fragment, false);
    }

    async function ask() {
        if (asking || !changed.size) return;
        asking = true;
        await new Promise((done) => setTimeout(done, Math.random() * SCATTER)); // not all pages in the same moment
        const topics = new Set(changed);
        changed.clear();
        try {
            const answer = await fetch(location.href, { headers: { "Karvon-Live": "1" }, cache: "no-store" });
            if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            const line = page.querySelector("#fresh > :first-child");
            if (!line) throw new Error("signed out");
            for (const part of parts().filter((each) => topicsOf(each).some((topic) => topics.has(topic)))) {
                const fresh = page.getElementById(part.id);
                if (fresh) change(part, fresh);
            }
            document.querySelector("#fresh > :first-child").replaceWith(line);
            document.dispatchEvent(new CustomEvent("karvon:refreshed", { detail: [...topics] }));
        } catch {
            topics.forEach((topic) => changed.add(topic));
            say("lost");
            setTimeout(ask, LONGEST_PAUSE / 4);
            return;
        } finally {
            asking = false;
        }
        if (source?.readyState === EventSource.OPEN) say("live");
        if (changed.size) ask();
    }

    function open() {
        clearTimeout(retry);
        const topics = [...new Set(parts().flatMap(topicsOf))];
        if (source || !topics.length || document.visibilityState === "hidden") return;
        const query = new URLSearchParams(topics.map((topic) => ["topic", topic]));
        query.set("since", since);
        source = new EventSource(`/live?${query}`);
        source.addEventListener("hears", () => { pause = FIRST_PAUSE; say("live"); });
        source.addEventListener("deaf", () => say("lost"));
        source.addEventListener("changed", (event) => {
            since = Number(event.lastEventId);
            event.data.split(" ").forEach((topic) => changed.add(topic));
            ask();
        });
        source.addEventListener("error", () => {
            say("lost");
            if (source?.readyState !== EventSource.CLOSED) return; // the browser comes again by itself
            close();
            retry = setTimeout(open, pause);
            pause = Math.min(pause * 2, LONGEST_PAUSE);
        });
    }

    // A tab that nobody sees holds no line: a browser has only six for one host, and a phone has a battery.
    function close() {
        clearTimeout(retry);
        source?.close();
        source = null;
    }

    document.addEventListener("DOMContentLoaded", () => {
        since = Number(document.getElementById("fresh")?.dataset.liveSince ?? 0);
        htmx.registerExtension("live", { init: (api) => { morph = api.morph; } });
        open();
    });
    document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? close() : open()));
    window.addEventListener("pagehide", close);
    window.addEventListener("pageshow", (event) => event.persisted && open());
})();
