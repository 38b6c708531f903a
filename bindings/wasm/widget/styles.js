// How it looks: after the NHS design system (colours, spacing, focus, radios, callouts), but nothing is green and nothing
// is ticked, because a colour would say what the answer never says. A constructed style sheet, so that a strict
// content-security policy holds.

const CSS = `
:host { display: block; container-type: inline-size; color: #212b32; background: #f0f4f5; line-height: 1.5;
  font-family: "Frutiger W01", Frutiger, Arial, Helvetica, sans-serif; font-size: 1.0625rem; }
:host([hidden]) { display: none; }
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
.root { padding: 0 1rem 1.5rem; max-width: 78rem; margin: 0 auto; overflow-wrap: break-word; }
h2, h3, p, ul, ol { margin: 0 0 0.75rem; }
h2 { font-size: 1.5rem; line-height: 1.25; }
h3 { font-size: 1.1875rem; line-height: 1.35; }
ul, ol { padding-left: 1.25rem; }
li { margin-bottom: 0.25rem; }
a, .link { color: #005eb8; text-decoration: underline; }
a:hover, .link:hover { color: #7c2855; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

/* The line above everything. */
.banner { padding: 0.5rem 1rem; margin: 0 -1rem 1rem; background: #d8dde0; border-bottom: 1px solid #768692; font-size: 0.9375rem; }
.banner p { margin: 0; }
.tags { display: flex; flex-wrap: wrap; gap: 0.25rem 0.5rem; align-items: center; }
.tag { display: inline-block; padding: 0 0.5rem; border: 1px solid #004281; background: #d2e2f1; color: #002f5c; font-size: 0.9375rem; }
.tag.draft { border-color: #4d4000; background: #fff59d; color: #4d4000; }
.tag.late { border-color: #55100c; background: #f7d4d1; color: #55100c; }

/* Emergency: above everything. */
.emergency { background: #fff; border: 4px solid #b5121b; margin-bottom: 1.25rem; padding: 0 1rem 0.5rem; }
.emergency h2 { background: #b5121b; color: #fff; margin: 0 -1rem 0.75rem; padding: 0.75rem 1rem; font-size: 2rem; }

/* What you do now, beside the question where there is room. */
.columns { display: grid; gap: 1.25rem; }
@container (min-width: 60rem) {
  .columns { grid-template-columns: minmax(0, 7fr) minmax(0, 6fr); align-items: start; }
  .columns > .rest { grid-column: 1 / -1; display: grid; grid-template-columns: repeat(auto-fit, minmax(18rem, 1fr)); gap: 1.25rem; align-items: start; }
}
ol { list-style: none; padding: 0; }
.item { background: #fff; border: 1px solid #d8dde0; padding: 0.75rem 1rem; margin-bottom: 0.75rem; }
.cards > .item { border-left: 0.5rem solid #005eb8; }
.item > h3 { margin-bottom: 0.5rem; }
.cards > .item { position: relative; padding-left: 3.25rem; }
.cards > .item::before { content: counter(list-item) / ""; position: absolute; left: 0.625rem; top: 0.75rem; width: 2rem; height: 2rem;
  border-radius: 50%; background: #005eb8; color: #fff; border: 1px solid transparent; font-weight: bold; text-align: center; line-height: 1.875rem; }
.cards .act { font-size: 1.25rem; }
@container (max-width: 30rem) {
  h2 { font-size: 1.25rem; }
  .cards .act { font-size: 1.125rem; }
  .cards > .item { padding-left: 2.5rem; padding-right: 0.75rem; }
  .cards > .item::before { left: 0.375rem; width: 1.75rem; height: 1.75rem; line-height: 1.625rem; }
}
.verb { display: block; font-size: 0.9375rem; font-weight: normal; color: #425563; }
.act { display: block; }
.act::first-letter { text-transform: uppercase; }
.line { margin-bottom: 0.375rem; }
.item .tags { margin-bottom: 0.375rem; }
.list .item { padding: 0.5rem 1rem; }
.list > .item > h3 { font-size: 1.0625rem; line-height: 1.35; margin: 0 0 0.375rem; }
.list .item .line { font-size: 1rem; margin-bottom: 0.125rem; }
.because { margin-bottom: 0.5rem; }
.tag.new { float: right; margin-left: 0.5rem; }
.folds { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.folds > [open] { flex-basis: 100%; }
.reasons > li { margin-bottom: 0.75rem; }

/* Warning callout, inset, folds. */
.callout { background: #fff9c4; border: 1px solid #ffeb3b; border-left: 0.5rem solid #ffb81c; padding: 0.75rem 1rem; margin-bottom: 0.75rem; }
.callout .avoid { list-style: none; padding: 0; margin: 0; }
.inset { border-left: 0.5rem solid #005eb8; background: #fff; padding: 0.75rem 1rem; }
.warn { border-left: 0.5rem solid #b5121b; background: #fff; padding: 0.5rem 1rem; font-weight: bold; font-size: 1.125rem; }
.fold { margin-bottom: 0.375rem; }
.fold > summary { display: inline-block; cursor: pointer; color: #005eb8; padding: 0.25rem 0; }
.fold > summary span { text-decoration: underline; }
.fold > summary::before { content: "\\25B8\\00A0" / ""; }
.fold[open] > summary::before { content: "\\25BE\\00A0" / ""; }
.fold > :not(summary) { margin-left: 0.625rem; border-left: 4px solid #d8dde0; padding: 0.25rem 0 0.25rem 1rem; margin-bottom: 0; }
.fold > ul { padding-left: 2rem; }

/* The question. */
.question { background: #fff; border: 1px solid #768692; padding: 1rem; }
.status { border-left: 0.5rem solid #005eb8; background: #eef4fa; padding: 0.5rem 1rem; margin-bottom: 1rem; }
.status:empty { display: none; }
.status p, .status ul { margin-bottom: 0.25rem; }
.status.urgent { border-left-color: #b5121b; }
.besides { border-top: 1px solid #d8dde0; padding-top: 1rem; margin-top: 0.5rem; }
.asks { list-style: none; padding-left: 0; }
.fold > .asks { padding-left: 1rem; }
.asks > li { margin-bottom: 0.5rem; }
fieldset { border: 0; margin: 0 0 1.25rem; padding: 0; min-width: 0; }
fieldset.invalid { border-left: 4px solid #b5121b; padding-left: 1rem; }
legend { padding: 0; font-weight: bold; margin-bottom: 0.5rem; }
legend h2, legend h3 { margin: 0; }
.hint, .whom { color: #425563; margin-bottom: 0.5rem; }
.error { color: #b5121b; font-weight: bold; }
.error:empty { display: none; }
.errors { border: 4px solid #b5121b; padding: 0.75rem 1rem; margin-bottom: 1rem; }
.errors ul { list-style: none; padding: 0; margin: 0; }
.errors .link { color: #b5121b; font-weight: bold; }
.or { margin: 0.25rem 0 0.25rem 0.75rem; }
@container (min-width: 24rem) {
  .inline { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 0 1rem; }
  .inline > .or { display: none; }
}
@container (min-width: 42rem) and (max-width: 59.99rem) { .inline { grid-template-columns: repeat(4, auto); } }
.choice { position: relative; padding-left: 3.25rem; min-height: 2.5rem; margin-bottom: 0.5rem; }
.choice input { appearance: none; position: absolute; left: 0; top: 0; width: 2.5rem; height: 2.5rem; margin: 0; cursor: pointer;
  background: #fff; border: 2px solid #425563; display: grid; place-content: center; }
.choice input[type="radio"] { border-radius: 50%; }
.choice input::before { content: none; border: 0.625rem solid #212b32; }
.choice input[type="radio"]::before { border-radius: 50%; }
.choice input:checked::before { content: ""; }
.choice label { display: inline-block; padding: 0.5rem 0; line-height: 1.5rem; cursor: pointer; }
.choice .hint { margin: 0; }
.reveal { margin: 0 0 0.75rem 1.125rem; border-left: 4px solid #768692; padding: 0.25rem 0 0.25rem 1.75rem; }
.field { margin-bottom: 0.75rem; }
.field label { display: block; font-weight: bold; margin-bottom: 0.25rem; }
.field input, .field textarea, .field select { font: inherit; color: inherit; background: #fff; border: 2px solid #425563; border-radius: 0; padding: 0.375rem 0.5rem;
  width: 100%; max-width: 28rem; min-height: 2.5rem; }
.field .short, .dates input { max-width: 6rem; }
.dates { display: flex; flex-wrap: wrap; gap: 0 1rem; }
.dates .field { width: 5rem; }
.buttons { display: flex; flex-wrap: wrap; gap: 0.75rem; margin-bottom: 1rem; }
button { font: inherit; cursor: pointer; }
button:not(.link) { border: 2px solid transparent; background: #005eb8; color: #fff; font-weight: bold; padding: 0.625rem 1rem; text-align: left; box-shadow: 0 4px 0 #002f5c; }
button:not(.link):hover { background: #004281; }
button.secondary:not(.link) { background: #fff; color: #005eb8; border-color: #005eb8; box-shadow: 0 4px 0 #005eb8; }
button.secondary:not(.link):hover { background: #d2e2f1; color: #002f5c; }
.link { border: 0; background: none; padding: 0; text-align: left; }

/* The card. */
.card { background: #fff9c4; border: 4px solid #b5121b; padding: 1rem; margin-bottom: 1.25rem; }
.cardlines > li { margin-bottom: 0.75rem; font-size: 1.125rem; }

.foot { background: #fff; border: 1px solid #d8dde0; padding: 1rem; margin-top: 1.25rem; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; display: inline-block; margin: 0.5rem 0; }

/* Focus is never lost from sight. */
:is(a, summary, h2, h3, .link):focus { outline: 4px solid transparent; background: #ffeb3b; color: #212b32; box-shadow: 0 -2px #ffeb3b, 0 4px #212b32; }
h2:focus, h3:focus { text-decoration: none; }
.errors:focus { outline: 4px solid #ffeb3b; box-shadow: 0 0 0 6px #212b32; }
.emergency h2 ~ h2 { font-size: 1.5rem; }
.emergency h2:focus { background: #b5121b; color: #fff; outline: 4px solid #ffeb3b; outline-offset: -6px; box-shadow: none; }
button:not(.link):focus, .choice input:focus, .field :is(input, textarea, select):focus { outline: 4px solid #ffeb3b; outline-offset: 0; box-shadow: inset 0 0 0 2px #212b32, 0 0 0 6px #212b32; border-color: #212b32; }
button:not(.link):focus { background: #ffeb3b; color: #212b32; }

@media (forced-colors: active) {
  .choice input::before { border-color: CanvasText; }
  .choice input:disabled::before { border-color: GrayText; }
  :is(a, summary, h2, h3, .link, .errors, button, input, textarea, select):focus { outline-color: Highlight; }
  .item, .callout, .inset, .warn, .status { border-color: CanvasText; }
}
@media print { .question, .skip, button { display: none; } details > * { display: block; } }
`;

/** The sheet, made once for all elements of a page. */
export function sheet() {
  const made = new CSSStyleSheet();
  made.replaceSync(CSS);
  return made;
}
