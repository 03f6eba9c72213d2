/* service/calls.h - the system calls that each kind of process may make; only for this room. */
#ifndef SG_SERVICE_CALLS_H
#define SG_SERVICE_CALLS_H

#include "service/walls.h"

/* AddressSanitizer is in this build: it needs a few calls and terabytes of address space. */
#if defined(__SANITIZE_ADDRESS__)
#    define SG_SANITIZED 1
#elif defined(__has_feature)
#    if __has_feature(address_sanitizer)
#        define SG_SANITIZED 1
#    endif
#endif

enum sg_built { SG_BUILT, SG_BUILT_LACKS /* the kernel has no seccomp */, SG_BUILT_FAILED };

/* From here on a call outside the table ends the process, or is logged. */
enum sg_built sg_calls_only(enum sg_process_kind kind, bool only_logs);

#endif
