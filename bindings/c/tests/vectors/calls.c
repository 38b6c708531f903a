#include "calls.h"

#include <string.h>

#define ARGUMENT(number) with[number].data, with[number].length

#define CALL(name, ...)                                                                                                \
    static safeguarding_status name##_call(const struct handles *on, const struct argument *with,                     \
                                           safeguarding_buffer *document)                                             \
    {                                                                                                                  \
        (void)on, (void)with;                                                                                          \
        return safeguarding_##name(__VA_ARGS__);                                                                       \
    }

CALL(about, document)
CALL(schema, ARGUMENT(0), document)
CALL(deadline, ARGUMENT(0), document)
CALL(verify_log, ARGUMENT(0), ARGUMENT(1), document)
CALL(ruleset_stamp, on->ruleset, document)
CALL(ruleset_compiled, on->ruleset, document)
CALL(ruleset_vocabulary, on->ruleset, document)
CALL(ruleset_fallback_card, on->ruleset, document)
CALL(ruleset_answer_live, on->ruleset, ARGUMENT(0), ARGUMENT(1), document)
CALL(case_document, on->file, document)
CALL(case_decide, on->file, ARGUMENT(0), document)
CALL(case_since, on->file, ARGUMENT(0), document)
CALL(case_explain, on->file, ARGUMENT(0), document)
CALL(case_permits, on->file, ARGUMENT(0), document)
CALL(case_replay, on->file, ARGUMENT(0), document)
CALL(case_record, on->file, ARGUMENT(0), document)
CALL(case_replay_log, on->file, ARGUMENT(0), ARGUMENT(1), document)
CALL(case_pooled, on->file, ARGUMENT(0), document)
CALL(case_gaps, on->file, ARGUMENT(0), document)

const struct call CALLS[] = {
    {"case.add_events", 1, NULL},
    {"case.decide", 1, case_decide_call},
    {"case.document", 0, case_document_call},
    {"case.explain", 1, case_explain_call},
    {"case.gaps", 1, case_gaps_call},
    {"case.permits", 1, case_permits_call},
    {"case.pooled", 1, case_pooled_call},
    {"case.record", 1, case_record_call},
    {"case.replay", 1, case_replay_call},
    {"case.replay_log", 2, case_replay_log_call},
    {"case.since", 1, case_since_call},
    {"library.about", 0, about_call},
    {"library.deadline", 1, deadline_call},
    {"library.schema", 1, schema_call},
    {"library.verify_log", 2, verify_log_call},
    {"ruleset.answer_live", 2, ruleset_answer_live_call},
    {"ruleset.built_in", 1, NULL},
    {"ruleset.compiled", 0, ruleset_compiled_call},
    {"ruleset.fallback_card", 0, ruleset_fallback_card_call},
    {"ruleset.from_compiled", 1, NULL},
    {"ruleset.from_documents", 1, NULL},
    {"ruleset.open_case", 1, NULL},
    {"ruleset.stamp", 0, ruleset_stamp_call},
    {"ruleset.vocabulary", 0, ruleset_vocabulary_call},
    {"ruleset.with_retrospective", 0, NULL},
    {NULL, 0, NULL},
};

const struct call *call_named(const char *name)
{
    for (const struct call *call = CALLS; call->name != NULL; call++)
        if (strcmp(call->name, name) == 0)
            return call;
    return NULL;
}
