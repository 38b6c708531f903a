// The header alone, in C++: a small RAII wrapper, as a C++ program would write one.
#include <safeguarding.h>
#include <safeguarding.h>

#include <cstdio>
#include <memory>
#include <string_view>

struct Freed {
    void operator()(safeguarding_ruleset *ruleset) const { safeguarding_ruleset_free(ruleset); }
};

int main()
{
    static_assert(sizeof(safeguarding_status) == 4, "a status is an int32_t");
    safeguarding_buffer buffer{};
    safeguarding_ruleset *opened = nullptr;
    constexpr std::string_view name = "swindon";
    if (safeguarding_ruleset_built_in(name.data(), name.size(), &opened, &buffer) != SAFEGUARDING_STATUS_OK)
        return 1;
    const std::unique_ptr<safeguarding_ruleset, Freed> ruleset(opened);
    if (safeguarding_ruleset_stamp(ruleset.get(), &buffer) != SAFEGUARDING_STATUS_OK)
        return 1;
    const bool stamped = std::string_view(buffer.data, buffer.length).find("\"swindon\"") != std::string_view::npos;
    safeguarding_buffer_free(&buffer);
    std::puts(stamped ? "1 passed, 0 failed" : "0 passed, 1 failed");
    return stamped ? 0 : 1;
}
