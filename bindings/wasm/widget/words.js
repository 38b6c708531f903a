// The widget's own words. Everything clinical comes from the ruleset: here is only what stands around it.
//
// None of these may say or suggest that a child is out of danger, that nothing is needed, or that something was not done
// where it is only not recorded. The test reads them for that.

/** What kind of source something rests on. */
export const AUTHORITY = {
  law: "law",
  statutory_guidance: "statutory guidance",
  national: "national guidance",
  local: "local procedure",
  review: "finding of a review",
  inference: "this draft's own inference",
};

/** How far a source was read. */
export const VERIFICATION = {
  read: "read",
  second_hand: "known from somebody else's account",
  unverified: "not verified",
};

/** How something has to be done. */
export const MANNER = {
  written: "in writing",
  voice: "by voice: speak to a person; a message alone is not enough",
  in_person: "in person",
};

/** Whether a reason's text was in force at the moment asked about. */
export const IN_FORCE = {
  true: "It was in force at this moment.",
  false: "It was not in force at this moment: this is the draft of today.",
  unknown: "It is not known whether it was in force at this moment.",
};

/** What an empty list says. */
export const NOTHING = {
  you_now: "Nothing is named here on what is recorded so far. It does not mean that nothing is needed.",
  set_others_off: "Nobody is named here on what is recorded so far. It does not mean that nobody is needed.",
  later: "Nothing is named here on what is recorded so far. It may change with the next answer.",
  aside:
    "You answered each of them with ‘not known’, or went on without an answer. They are still not known: answer any of "
    + "them as soon as somebody knows.",
  questions:
    "No question for you stands open on what is recorded so far. What nobody asked is still not known: you can say "
    + "anything else that you saw or heard.",
};

/** What is said above the first three questions. */
export const LIFE = {
  heading: "First: breathing, colour, response",
  warning: "If any of these is not normal, or you are not sure: call 999 now. Do not finish this form first.",
  nobody: "nobody has looked",
};

/** The words of the card, whatever went wrong. */
export const CARD = {
  waiting: "This is being loaded. Do not wait for it",
  heading: "No answer could be worked out here. Do not wait for it",
  what: "Act on this card and on your own judgement.",
};
