// The card for when there is no ruleset to ask for its own: it did not load, or what loaded was not one. The lines are
// those of the ruleset `england`; a test fails when they differ.

export const LAST_RESORT = {
  lines: [
    "If the baby is not breathing normally, is blue, grey or very pale, does not respond, is fitting or is bleeding, or if you are not sure: 999 now.",
    "A mark or injury on a baby who cannot yet move about alone: do not wait for this system. Telephone children's social care for the area where the child lives (at night the emergency duty service), and speak to the on-call paediatrician, in this contact.",
    "A baby who stopped breathing, changed colour, went floppy or stiff or was hard to rouse, even if now well: emergency face-to-face assessment now.",
    "If you believe that a child is in immediate danger, or the carers leave with the child against advice: 999 and ask for the police.",
    "Never wait for: consent, a form, a reply to a message, a register check, the next working day, or somebody else's opinion of the explanation.",
    "A message that was sent is not a message that was received. Speak to a named person and write down the name and the time.",
    "Your safeguarding lead, named nurse, named doctor or on-call manager will help. Ring them while you act, not instead of acting.",
  ],
  directory: "Telephone numbers come from your organisation's own directory; none is shipped here.",
  standing: "A draft. No organisation has adopted it, and nobody has clinically assured it.",
};
