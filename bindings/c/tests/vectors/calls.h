/* The calls of the contract by their names, over the C door. */
#ifndef CALLS_H
#define CALLS_H

#include <safeguarding.h>

/* An argument of a call. `absent` is the null that stands for "no head". */
struct argument {
    const char *data;
    size_t length;
    int absent;
};

/* What calls are made on. */
struct handles {
    const safeguarding_ruleset *ruleset;
    const safeguarding_case *file;
};

typedef safeguarding_status (*call_function)(const struct handles *on, const struct argument *with,
                                             safeguarding_buffer *document);

struct call {
    const char *name;
    size_t arguments;
    /* NULL for a call that gives a handle: the runner makes it to get there. */
    call_function function;
};

/* Every call that the door has, sorted; the last has no name. */
extern const struct call CALLS[];

/* The call of this name; NULL when there is none. */
const struct call *call_named(const char *name);

#endif
