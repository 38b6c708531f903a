/* Safeguarding Pathways for C: opaque handles, UTF-8 JSON by pointer and length.
 *
 * England's child-safeguarding pathways for infants, as documents that nobody has adopted. It supports professional
 * judgement and never replaces it. Begin with README.md beside this file's folder.
 *
 * This file is written from bindings/c/src by a test of that package. Do not edit it.
 *
 * Texts and bytes. Everything goes in as a pointer and a length in bytes. No NUL is needed at the end, and one in the
 * middle is a byte like others. NULL with length 0 is an empty document. What goes in stays the caller's and is read
 * only during the call.
 *
 * Results. A call gives a status. A call that gives a document writes it into `document`: the answer when the status is
 * SAFEGUARDING_STATUS_OK, else the error document. A call that gives a handle writes the handle and empties `error`, or writes
 * NULL and fills `error`. Whatever stood there before is overwritten, not freed. Documents are canonical JSON
 * (RFC 8785). After any error the handles still work.
 *
 * Pointers. A pointer that is NULL where it may not be, or is not aligned, gives SAFEGUARDING_STATUS_BAD_HANDLE and never a
 * crash; where `document` or `error` itself is NULL, the status is all that there is. Any other pointer must be what it
 * says it is: a handle of that type that was not freed, as many readable bytes as its length says, or memory that may be
 * written to. That cannot be checked.
 *
 * Threads. Handles never change once they are made. Any number of threads may use the same handle at the same time,
 * without a lock, and a handle may be freed in another thread than it was made in. Free each handle and each buffer
 * exactly once, when no thread uses it any more: a second free cannot be detected.
 *
 * Faults. A fault of the library itself is stopped before it reaches C: SAFEGUARDING_STATUS_INTERNAL. Only where no memory is
 * left does the process end.
 */


#ifndef SAFEGUARDING_H
#define SAFEGUARDING_H

#include <stddef.h>
#include <stdint.h>

/* The pointer and the length of a literal, as two arguments: safeguarding_schema(SAFEGUARDING_TEXT("case"), &document) */
#define SAFEGUARDING_TEXT(literal) ("" literal), (sizeof("" literal) - 1)

// The version of the binary interface that this header describes. It goes up when a function or a type of this header
// changes or goes; what is only added leaves it as it is. Programs compare it with `safeguarding_abi_version()`.
#define SAFEGUARDING_ABI_VERSION 1

// How a call ended. The error document says the same in its `code`, and more: where, what was expected and what to do.
//
// Numbers keep their meaning for good; later versions may add some.
enum safeguarding_status
#if defined(__cplusplus) || __STDC_VERSION__ >= 202311L
  : int32_t
#endif // defined(__cplusplus) || __STDC_VERSION__ >= 202311L
 {
    // It was done.
    SAFEGUARDING_STATUS_OK = 0,
    // The bytes are not UTF-8.
    SAFEGUARDING_STATUS_NOT_UTF8 = 1,
    // The text is not JSON, or nested too deeply.
    SAFEGUARDING_STATUS_NOT_JSON = 2,
    // The document is larger than may be read.
    SAFEGUARDING_STATUS_TOO_LARGE = 3,
    // The document's schema is another than this library reads.
    SAFEGUARDING_STATUS_WRONG_SCHEMA = 4,
    // Something that is needed is missing.
    SAFEGUARDING_STATUS_MISSING = 5,
    // Another type was expected.
    SAFEGUARDING_STATUS_WRONG_TYPE = 6,
    // A key that is not part of the format.
    SAFEGUARDING_STATUS_UNKNOWN_KEY = 7,
    // No fact has this name.
    SAFEGUARDING_STATUS_UNKNOWN_FACT = 8,
    // Not one of the words that may stand here.
    SAFEGUARDING_STATUS_UNKNOWN_WORD = 9,
    // A date or moment that cannot be read, or lies outside the years that can be.
    SAFEGUARDING_STATUS_BAD_MOMENT = 10,
    // A number outside its bounds.
    SAFEGUARDING_STATUS_OUT_OF_RANGE = 11,
    // It refers to something that is not in the document.
    SAFEGUARDING_STATUS_REFERENCE_TO_NOTHING = 12,
    // An identifier is used twice with different content.
    SAFEGUARDING_STATUS_ID_REUSED = 13,
    // A fact is about another kind of thing than the subject.
    SAFEGUARDING_STATUS_WRONG_SUBJECT = 14,
    // The ruleset that is named is not known.
    SAFEGUARDING_STATUS_UNKNOWN_RULESET = 15,
    // The log was edited, truncated or is otherwise not what it was.
    SAFEGUARDING_STATUS_LOG_FAULT = 16,
    // A ruleset does not load: its documents have errors, or its compiled bytes are truncated, edited or of another
    // version.
    SAFEGUARDING_STATUS_BAD_RULESET = 17,
    // The ruleset may not be used in this way: nobody has adopted it.
    SAFEGUARDING_STATUS_NOT_ADOPTED = 18,
    // Something that a host must turn on first.
    SAFEGUARDING_STATUS_CAPABILITY_OFF = 19,
    // A pointer that may not be null is, or is not one of this library.
    SAFEGUARDING_STATUS_BAD_HANDLE = 20,
    // A fault of the library itself, stopped at the boundary. It is worth a report; nothing was changed.
    SAFEGUARDING_STATUS_INTERNAL = 21,
};
#ifndef __cplusplus
#if __STDC_VERSION__ >= 202311L
typedef enum safeguarding_status safeguarding_status;
#else
typedef int32_t safeguarding_status;
#endif // __STDC_VERSION__ >= 202311L
#endif // __cplusplus

// A case that was opened with a ruleset. Freed with `safeguarding_case_free`.
typedef struct safeguarding_case safeguarding_case;

// A ruleset that is ready to answer. Freed with `safeguarding_ruleset_free`.
typedef struct safeguarding_ruleset safeguarding_ruleset;

// Bytes that the library gave: a document, compiled bytes, or the words of an error.
//
// The caller owns them and frees them with `safeguarding_buffer_free`, also when the call failed. Do not change the
// members. One NUL stands after the last byte and is not counted, so that `data` can be handed to what reads C strings;
// documents hold no other NUL.
typedef struct safeguarding_buffer {
    // The first byte; NULL where nothing was given.
    char *data;
    // How many bytes.
    size_t length;
} safeguarding_buffer;

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

// The version of the binary interface that the library has. Compare it with `SAFEGUARDING_ABI_VERSION`, which your
// program was compiled with, before any other call, and go no further where they differ.
uint32_t safeguarding_abi_version(void);

// What the library is: its version, the version of the contract, its calendar and the built-in rulesets.
//
// Gives the document `library`. Free it with `safeguarding_buffer_free`.
safeguarding_status safeguarding_about(struct safeguarding_buffer *document);

// The JSON Schema of a document of the contract, such as `case` or `decision`.
//
// Gives the schema, or `unknown-word` with the names that there are. Free it with `safeguarding_buffer_free`.
safeguarding_status safeguarding_schema(const char *name,
                                        size_t name_length,
                                        struct safeguarding_buffer *document);

// When a limit runs out, and how it was counted: `{ "from": "2026-12-24T16:30", "limit": "1 working day" }`, with `born`
// or `expected` for ages and gestations.
//
// Gives the document `deadline`. Free it with `safeguarding_buffer_free`.
safeguarding_status safeguarding_deadline(const char *request,
                                          size_t request_length,
                                          struct safeguarding_buffer *document);

// Whether the chain of an audit log holds, and whether it ends at `head`: `{ "count": 2, "hash": "…" }`, or NULL with
// length 0 where no head was kept. A log that does not hold is an answer, with the line; it is no error.
//
// Gives the document `log-check`. Free it with `safeguarding_buffer_free`.
safeguarding_status safeguarding_verify_log(const char *lines,
                                            size_t lines_length,
                                            const char *head,
                                            size_t head_length,
                                            struct safeguarding_buffer *document);

// The words of an error document, for programs that do not read JSON: its `message`, which never holds a value from a
// record.
//
// Gives UTF-8 text. Free it with `safeguarding_buffer_free`. The error document stays the caller's.
safeguarding_status safeguarding_error_message(const char *error,
                                               size_t error_length,
                                               struct safeguarding_buffer *message);

// The built-in ruleset of this name; `safeguarding_about` lists them.
//
// Gives a ruleset, or `unknown-ruleset`. Free it with `safeguarding_ruleset_free`, and the error with `safeguarding_buffer_free`.
safeguarding_status safeguarding_ruleset_built_in(const char *name,
                                                  size_t name_length,
                                                  struct safeguarding_ruleset **ruleset,
                                                  struct safeguarding_buffer *error);

// A ruleset from its compiled bytes, as `safeguarding_ruleset_compiled` gives them.
//
// Gives a ruleset, or `bad-ruleset` for bytes that are foreign, truncated, edited or of another version.
// Free it with `safeguarding_ruleset_free`, and the error with `safeguarding_buffer_free`.
safeguarding_status safeguarding_ruleset_from_compiled(const char *compiled,
                                                       size_t compiled_length,
                                                       struct safeguarding_ruleset **ruleset,
                                                       struct safeguarding_buffer *error);

// A ruleset from its documents: `{ "name": "ours", "documents": [{ "path": "ruleset.md", "text": "…" }] }`.
//
// Gives a ruleset, or `bad-ruleset` with every diagnostic in the error document. Free it with
// `safeguarding_ruleset_free`, and the error with `safeguarding_buffer_free`.
safeguarding_status safeguarding_ruleset_from_documents(const char *request,
                                                        size_t request_length,
                                                        struct safeguarding_ruleset **ruleset,
                                                        struct safeguarding_buffer *error);

// The same ruleset with the retrospective calls turned on: the pooled view and sharing gaps, for review and audit. No
// request can turn them on. The ruleset that was given stays as it was, and stays the caller's.
//
// Gives a second ruleset. Free it with `safeguarding_ruleset_free`, and the error with `safeguarding_buffer_free`.
safeguarding_status safeguarding_ruleset_with_retrospective(const struct safeguarding_ruleset *ruleset,
                                                            struct safeguarding_ruleset **turned_on,
                                                            struct safeguarding_buffer *error);

// Name, content hash, status, review date and standing, as every answer carries them.
//
// Gives the document `ruleset`. Free it with `safeguarding_buffer_free`.
safeguarding_status safeguarding_ruleset_stamp(const struct safeguarding_ruleset *ruleset,
                                               struct safeguarding_buffer *document);

// The compiled bytes, which load faster than documents.
//
// Gives bytes. Free it with `safeguarding_buffer_free`.
safeguarding_status safeguarding_ruleset_compiled(const struct safeguarding_ruleset *ruleset,
                                                  struct safeguarding_buffer *document);

// Everything that a case file may name, with meanings, values, evidence and questions.
//
// Gives the document `facts`. Free it with `safeguarding_buffer_free`.
safeguarding_status safeguarding_ruleset_vocabulary(const struct safeguarding_ruleset *ruleset,
                                                    struct safeguarding_buffer *document);

// The static card: whom to telephone and what never to wait for, whatever goes wrong. Load it once, and keep it.
//
// Gives the document `card`. Free it with `safeguarding_buffer_free`.
safeguarding_status safeguarding_ruleset_fallback_card(const struct safeguarding_ruleset *ruleset,
                                                       struct safeguarding_buffer *document);

// Answers in live use: what cannot be read is quarantined and shown, and the rest is answered; where nothing can be
// answered, the fallback card comes with the problems. The request is a query with `use`: `demonstration` (the default)
// or `deployment`, which refuses a ruleset that nobody has adopted.
//
// Gives the document `live`; what is wrong with the case or the request is in it, and is no error.
// Free it with `safeguarding_buffer_free`.
safeguarding_status safeguarding_ruleset_answer_live(const struct safeguarding_ruleset *ruleset,
                                                     const char *case_,
                                                     size_t case_length,
                                                     const char *request,
                                                     size_t request_length,
                                                     struct safeguarding_buffer *document);

// Opens a case, read strictly: a faulty file is refused whole, with every problem. The case holds on to its ruleset: the
// caller may free the two in any order.
//
// Gives a case. Free it with `safeguarding_case_free`, and the error with `safeguarding_buffer_free`.
safeguarding_status safeguarding_ruleset_open_case(const struct safeguarding_ruleset *ruleset,
                                                   const char *document,
                                                   size_t document_length,
                                                   struct safeguarding_case **case_,
                                                   struct safeguarding_buffer *error);

// Frees a ruleset. NULL is harmless. Cases that were opened with it live on.
//
// Free each handle exactly once, when no thread uses it any more. A second free, or a call with a handle that was freed,
// cannot be detected.
void safeguarding_ruleset_free(struct safeguarding_ruleset *ruleset);

// The case with further events: one event, a list of them, or `{ "events": […] }`, which may also bring `people`,
// `agencies` and `subjects`. An event that is there already is harmless. The case that was given stays as it was, and
// stays the caller's.
//
// Gives a second case. Free it with `safeguarding_case_free`, and the error with `safeguarding_buffer_free`.
safeguarding_status safeguarding_case_add_events(const struct safeguarding_case *opened,
                                                 const char *events,
                                                 size_t events_length,
                                                 struct safeguarding_case **extended,
                                                 struct safeguarding_buffer *error);

// The case file, in canonical bytes.
//
// Gives the document `case`. Free it with `safeguarding_buffer_free`.
safeguarding_status safeguarding_case_document(const struct safeguarding_case *opened,
                                               struct safeguarding_buffer *document);

// What must be done, by whom, by when and why, for an actor in a view, at a moment, on what was known by another:
// `{ "actor": "gp", "view": { "agency": "surgery" }, "at": "2024-05-03T10:40", "known_at": "…" }`. What is not known is
// in the answer, and is no error.
//
// Gives the document `decision`. Free it with `safeguarding_buffer_free`.
safeguarding_status safeguarding_case_decide(const struct safeguarding_case *opened,
                                             const char *request,
                                             size_t request_length,
                                             struct safeguarding_buffer *document);

// What is new since an earlier decision: a query, with `before`: the decision as it was given then.
//
// Gives the document `since`. Free it with `safeguarding_buffer_free`.
safeguarding_status safeguarding_case_since(const struct safeguarding_case *opened,
                                            const char *request,
                                            size_t request_length,
                                            struct safeguarding_buffer *document);

// Why a rule or an action came out as it did: a query, with `of` (its id) and `exact` (true decides over every
// completion of what is not known).
//
// Gives the document `explanation`. Free it with `safeguarding_buffer_free`.
safeguarding_status safeguarding_case_explain(const struct safeguarding_case *opened,
                                              const char *request,
                                              size_t request_length,
                                              struct safeguarding_buffer *document);

// Whether an event would be in order now: a query, with `event`. It is advice; never disable a clinical action by it.
//
// Gives the document `permit`. Free it with `safeguarding_buffer_free`.
safeguarding_status safeguarding_case_permits(const struct safeguarding_case *opened,
                                              const char *request,
                                              size_t request_length,
                                              struct safeguarding_buffer *document);

// The case contact by contact, as its file lists them: `{}`, `{ "contact": "c1" }` for one, and
// `{ "retrospective": true }` for sharing gaps and pooled knowledge.
//
// Gives the document `replay`. Free it with `safeguarding_buffer_free`.
safeguarding_status safeguarding_case_replay(const struct safeguarding_case *opened,
                                             const char *request,
                                             size_t request_length,
                                             struct safeguarding_buffer *document);

// A decision with its line for the audit log: a query, with `salt` (hexadecimal, 16 bytes at least, from the host) and
// `head` (of the log so far; nothing for a new one).
//
// Gives the document `recorded`. Free it with `safeguarding_buffer_free`.
safeguarding_status safeguarding_case_record(const struct safeguarding_case *opened,
                                             const char *request,
                                             size_t request_length,
                                             struct safeguarding_buffer *document);

// Whether the decisions of this case in a log come out the same: `{ "salt": "…", "head": { … } }`.
//
// Gives the document `log-replay`, or `log-fault` where the chain does not hold. Free it with `safeguarding_buffer_free`.
safeguarding_status safeguarding_case_replay_log(const struct safeguarding_case *opened,
                                                 const char *lines,
                                                 size_t lines_length,
                                                 const char *request,
                                                 size_t request_length,
                                                 struct safeguarding_buffer *document);

// A decision on what all agencies knew together: a query without `view`. Retrospective.
//
// Gives the document `decision`, or `capability-off`. Free it with `safeguarding_buffer_free`.
safeguarding_status safeguarding_case_pooled(const struct safeguarding_case *opened,
                                             const char *request,
                                             size_t request_length,
                                             struct safeguarding_buffer *document);

// What others knew that would have added to, tightened or settled what was asked in a view. Retrospective.
//
// Gives the document `gaps`, or `capability-off`. Free it with `safeguarding_buffer_free`.
safeguarding_status safeguarding_case_gaps(const struct safeguarding_case *opened,
                                           const char *request,
                                           size_t request_length,
                                           struct safeguarding_buffer *document);

// Frees a case. NULL is harmless.
//
// Free each handle exactly once, when no thread uses it any more. A second free, or a call with a handle that was freed,
// cannot be detected.
void safeguarding_case_free(struct safeguarding_case *case_);

// Frees what a call wrote into a buffer, and empties the buffer, so that freeing it again does nothing. NULL and an
// empty buffer are harmless.
//
// The buffer must be zeroed or written by a call of this library. A copy of it is the same bytes: free one of the two; a
// second free through a copy cannot be detected.
void safeguarding_buffer_free(struct safeguarding_buffer *buffer);

// The name of a status as error documents write it, such as `not-json`; `ok` for 0, and NULL for a number that is none.
//
// The text ends with a NUL, lives as long as the program, and is not freed.
const char *safeguarding_status_name(int32_t status);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* SAFEGUARDING_H */
