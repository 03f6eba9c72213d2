/* text/language.h - which language a text is written in, by script and commonest words. */
#ifndef SG_TEXT_LANGUAGE_H
#define SG_TEXT_LANGUAGE_H

#include "base/span.h"

/* "ja", "zh", "ko", "ru", "en", "de", "fr", "es", "pt", "it", "nl", ... or "und" when the text is too short or
 * mixed to say.  At least five kana make a text Japanese whatever else it holds, unless they are a
 * small part of it.  A literal of ours. */
const char *sg_language_of(sg_span utf8);

#endif
