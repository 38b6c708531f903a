// The host: it loads the package and a ruleset, hands over an invented case, and keeps what comes back.

// The clock is the host's. `?at=2026-11-22T02:15:00Z` begins at another moment, to look at the answer by night.
const asked = new URLSearchParams(location.search);
const opened = Date.now();
const begins = asked.has("at") ? Date.parse(asked.get("at")) : opened;
const now = () => new Date(begins + Date.now() - opened);

const minutes = (number) => new Date(begins + number * 60_000).toISOString().replace(/\.\d+Z$/, "Z");
const nineWeeksAgo = minutes(-63 * 24 * 60).slice(0, 10);

const invented = {
  schema: "safeguarding/case/1",
  id: "an-invented-baby",
  note: "Invented.",
  child: { born: nineWeeksAgo, home_area: "Swindon" },
  agencies: [{ id: "health_visiting", name: "the health visiting service", kind: "health" }],
  people: [
    { id: "mother", role: "mother", lives_with_child: true },
    { id: "hv1", role: "health_visitor", agency: "health_visiting", training_level: 3 },
  ],
  events: [
    { id: "c1", type: "contact", contact: "c1", at: minutes(-2), by: "hv1", mode: "home" },
    {
      id: "c1-setting", type: "statement", contact: "c1", at: minutes(-2), subject: "c1",
      facts: { "contact.setting": "health_visiting" }, said_by: "hv1", recorded_by: "hv1", basis: "observed",
    },
  ],
};

const pathway = document.querySelector("safeguarding-pathway");
pathway.now = now;
pathway.case = invented;

const kept = document.querySelector("#kept");
const lines = [];
pathway.addEventListener("safeguarding-event", ({ detail }) => {
  // A real host writes this into its own record before it shows anything else.
  lines.push(JSON.stringify(detail, null, 1));
  kept.textContent = lines.join("\n");
});

// Loaded once, before the first question; from then on nothing is requested.
try {
  const { Ruleset } = await import("./safeguarding/dist/browser.js");
  pathway.ruleset = await Ruleset.builtIn("swindon");
} catch {
  // What cannot be loaded is for the widget to say: it shows the card.
  pathway.ruleset = new Uint8Array();
}
