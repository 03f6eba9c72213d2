/* base/limits.h - every bound on what a mail may make us do, in one place.
 *
 * Reaching one is never an error: the mail gets the oddity SG_ODD_LIMIT with the limit's name, and
 * the verdict says that the examination was not complete.  Units are octets unless said otherwise. */
#ifndef SG_BASE_LIMITS_H
#define SG_BASE_LIMITS_H

enum {
    /* mail as written */
    SG_MAX_MAIL = 32 * 1024 * 1024, /* one mail */
    SG_MAX_FIELDS = 1000,           /* header fields in one header block */
    SG_MAX_PART_FIELDS = 10000, /* header fields of all MIME parts; no part is added after that */
    SG_MAX_FIELD = 64 * 1024,   /* one header field, folded; the rest is not read */
    SG_MAX_ADDRESSES = 500,     /* addresses in one field */
    SG_MAX_BARE_NAME = 200,     /* a display name with unquoted commas, from comma to "<" */
    SG_MAX_PARAMETERS = 100,    /* parameters of one Content-Type or Content-Disposition */
    SG_MAX_FILE_NAME = 2048,    /* one file name, before it is decoded */
    SG_MAX_PARTS = 1000,        /* MIME parts in a mail */
    SG_MAX_DEPTH = 20,          /* MIME nesting */
    SG_MAX_HOPS = 100,          /* Received fields read */
    SG_MAX_HOP_WORDS = 200,     /* words and comments read of one Received field */
    SG_MAX_DATE = 200,          /* one date */
    SG_MAX_AUTH_RESULTS = 50,   /* results read of all Authentication-Results fields */
    /* mails inside a mail */
    SG_MAX_INNER = 4,           /* mails inside the mail as received that are examined */
    SG_MAX_INNER_DEEPER = 1,    /* the same inside one of those, or deeper */
    SG_MAX_INNER_DEPTH = 3,     /* mails in mails */
    SG_MAX_FORWARD_NOTE = 1200, /* octets that a person writes above what he passes on */
    SG_MAX_FORWARD_LINES = 60,  /* first lines of a text, tried as a block above a passed-on mail */
    SG_MAX_FORWARD_FIELD = 2000, /* octets of one field of such a block */
    /* text and pages */
    SG_MAX_TEXT = 3 * 1024 * 1024,  /* decoded text of one part that is read; the rest is not */
    SG_MAX_TEXTS = 4 * 1024 * 1024, /* decoded text of all parts of one mail that is read */
    SG_MAX_READ = 1536 * 1024,      /* of these, what a reader sees, folded and searched */
    SG_MAX_PAGES = 50,              /* HTML parts read of one mail */
    SG_MAX_NOISE = 512 * 1024,      /* octets that are no base64 passed over in one part */
    SG_MAX_POINTS = 256 * 1024,     /* points of one layer of places */
    SG_MAX_ELEMENTS = 512,          /* open HTML elements on the stack; deeper ones are flattened */
    SG_MAX_RULES = 1000,            /* style rules kept of one page */
    SG_MAX_RULES_APPLIED = 32,      /* style rules of one name laid on one element */
    SG_MAX_CLASS_RULES = 64,        /* style rules of all its classes laid on one element */
    SG_MAX_CLASSES = 1000,          /* octets of one class attribute that are read */
    SG_MAX_HIDDEN = 500,            /* hidden runs kept of one page */
    SG_MAX_TONES = 4000,            /* changes of weight and size kept of one page */
    SG_MAX_PREHEADER = 300,         /* characters of a hidden run that is still a preview line */
    SG_MAX_FONTS = 2000,            /* octets of font names kept of one page */
    SG_MAX_LINKS = 2000,            /* links kept of one mail */
    SG_MAX_LINK_OCTETS = 1024 * 1024, /* resolved URLs of all links kept of one mail */
    SG_MAX_TRIED = 8000,              /* places of one text that are tried as a URL */
    SG_MAX_LABELS_TRIED = 4000,       /* places in all labels that are tried as a URL */
    SG_MAX_LABEL = 1024,              /* visible text kept of one link */
    SG_MAX_FORMS = 50,                /* forms kept of one mail */
    SG_MAX_WORDING = 1500,            /* characters of the longest text read for its wording */
    SG_MAX_WORDING_SUBJECT = 200,     /* of the subject */
    SG_MAX_LINK_WORDS = 200,          /* words of one link that are searched for phrases */
    SG_MAX_URL = 8 * 1024,            /* one URL; the rest is not read */
    SG_MAX_URL_SEGMENTS = 40,         /* labels of a host, segments of a path that are looked at */
    SG_MAX_URL_SIGNS = 40,            /* signs of one address judged by itself */
    SG_MAX_UNWRAP = 5,                /* rewriters and redirectors taken off one link */
    /* attachments */
    SG_MAX_SNIFFED = 4096,             /* octets of a file that say what it is */
    SG_MAX_DIRECTORY = 64 * 1024,      /* of a zip: octets at its end that are searched for it */
    SG_MAX_FILE = 16 * 1024 * 1024,    /* one attachment, decoded; the rest is not read */
    SG_MAX_FILES = 32 * 1024 * 1024,   /* all attachments of one mail that are opened, decoded */
    SG_MAX_ATTACHMENTS = 1000,         /* attachments of one mail that are looked at */
    SG_MAX_OPENED = 50,                /* of these, opened by a library */
    SG_MAX_NESTING = 5,                /* files in files in an attachment */
    SG_MAX_ITEMS = 2000,               /* items handed out of one file */
    SG_MAX_UNPACKED = 4 * 1024 * 1024, /* octets of all items of one file */
    SG_MAX_UNPACKED_REPLY = SG_MAX_UNPACKED + 64 * SG_MAX_ITEMS, /* the same between processes */
    SG_MAX_OPENER = 192 * 1024 * 1024, /* memory of a process that opens files by libraries */
    SG_MAX_INNER_FILE = 2048 * 1024,   /* one file inside, handed out to be opened in turn */
    SG_MAX_ATTACHED_READ = 768 * 1024, /* text in attachments that is folded and searched */
    SG_MAX_SCRIPT =
        1024 * 1024, /* a page with scripts: the rest is not searched for what they do */
    SG_MAX_CONTENTS = 32 * 1024 * 1024, /* octets of all contents that one mail's files give */
    SG_MAX_COMPARED = 200,         /* items that a link is compared with, not to say it twice */
    SG_MAX_PROPERTIES = 50000,     /* lines read of one calendar or card */
    SG_MAX_PROPERTY = 1536 * 1024, /* one of them, unfolded; the rest is not read */
    SG_MAX_ENTRIES = 10000,        /* entries of one archive */
    SG_MAX_INNER_FILES = 10,       /* files handed out of one archive or document */
    SG_MAX_INFLATED = 24 * 1024 * 1024,     /* octets that one archive is unpacked to in all */
    SG_MAX_RATIO = 200,                     /* and times its own size */
    SG_MIN_BLOCK_COST = 64,                 /* octets that an empty piece of an entry counts as */
    SG_MAX_DOCUMENT_PART = 4 * 1024 * 1024, /* one part of a document; the rest is not read */
    SG_MAX_DOCUMENT_TEXT = 256 * 1024,      /* text kept of one document */
    SG_MAX_DOCUMENT_PAGES = 100000,         /* the highest number of a page that is believed */
    SG_MAX_SIGNED = 4095 * 1024,            /* a signed mail's content: fits in SG_MAX_UNPACKED */
    SG_MAX_GROUPS = 200,   /* open groups of an RTF on the stack; deeper ones count as one */
    SG_MAX_STREAMS = 4000, /* streams and storages of one compound file */
    SG_MAX_STREAMED = 32 * 1024 * 1024, /* octets of all its streams */
    SG_MAX_RECORDS = 10000,             /* records read of one workbook */
    /* pictures */
    SG_MAX_PIXELS =
        9 * 1024 * 1024, /* pixels of one picture, decoded (A4, 300 dpi); more: scaled down */
    SG_MAX_LOOKED =
        8 * 1000 *
        1000, /* pixels of one file, each time they are looked at beyond the first ways */
    SG_MAX_CODED_PIXELS = 64 * 1024 * 1024, /* pixels of one picture, before it is scaled down */
    SG_MAX_SIDE = 65535,                    /* pixels */
    SG_MAX_FRAMES = 8,                      /* of an animation that are looked at */
    SG_MAX_CODES = 20,                      /* codes read of one picture at one look */
    SG_MAX_FINDERS = 250, /* corners of codes in one picture; with more it is not looked at */
    SG_MAX_SCRATCH = 192 * 1024 * 1024, /* octets of pixels while one picture is read */
    /* processes of their own for what libraries open */
    SG_OPENER_MS = 2500,      /* milliseconds over one order, after which an opener ends itself */
    SG_OPENING_MS = 3000,     /* milliseconds that an examiner waits for one answer */
    SG_MAX_OPENING_MS = 9000, /* of all waits in one mail; after that nothing more is opened */
    SG_MAX_OPENINGS_LOST = 8, /* answers lost in one mail; after that nothing more is opened */
    /* PDF */
    SG_MAX_PDF_OBJECTS = 200000,           /* objects of one document that are looked at */
    SG_MAX_PDF_ITEMS = 10000,              /* items of one array */
    SG_MAX_PDF_PAGES = 500,                /* pages read */
    SG_MAX_PDF_PARENTS = 20,               /* folders above a page searched for what it inherits */
    SG_MAX_PDF_TRIGGERS = 20,              /* actions of one object, by what sets them off */
    SG_MAX_PDF_RESOURCES = 200,            /* pictures and forms of one page or form */
    SG_MAX_PDF_STREAMS = 96 * 1024 * 1024, /* octets that all streams read are decoded to */
    SG_MAX_PDF_STREAM = 32 * 1024 * 1024,  /* octets of one of them */
    SG_MAX_PDF_EDGES = 200000,             /* lines of what one page or form draws */
    SG_MAX_PDF_CONTENT = 8 * 1024 * 1024,  /* octets of content streams that are interpreted */
    SG_MAX_PDF_PIXELS = 20 * 1024 * 1024,  /* pixels of all pictures that are looked at */
    /* findings */
    SG_MAX_PHRASES = 300,             /* phrase hits kept of one text */
    SG_MAX_ALL_PHRASES = 2000,        /* phrase hits kept of one mail */
    SG_MAX_CLAIM_TEXT = 4096,         /* a subject or name that is searched for brands */
    SG_MAX_CLAIMS = 16,               /* brands that one mail claims to be */
    SG_MAX_FINDINGS = 200,            /* findings kept of one mail */
    SG_MAX_EVIDENCE = 4,              /* pieces of evidence kept with one finding */
    SG_MAX_ARGS = 6,                  /* values for the words of one finding */
    SG_MAX_SHOWN = 300,               /* octets quoted in one piece of evidence */
    SG_MAX_ODDITIES = 200,            /* oddities kept of one mail */
    SG_MAX_LATE_LIMITS = 20,          /* beyond those: limits reached, so that it is told which */
    SG_MAX_REPORT = 4 * 1024 * 1024,  /* one rendered report */
    SG_MAX_ARENA = 256 * 1024 * 1024, /* memory of one examination */
    /* files of ours */
    SG_MAX_WORDS = 1024 * 1024, /* the words of one language */
    SG_MAX_CONFIG = 256 * 1024, /* the settings of a service */
    SG_MAX_CONFIG_LINE = 4096,  /* one line of them */
    SG_MAX_PARDONS = 10000,     /* entries of an allow list */
    SG_MAX_FOLDERS = 64,        /* nesting of directories that are walked */
    /* our own data */
    SG_MAX_GEO_TABLE = 64 * 1024 * 1024, /* one address table */
    SG_MAX_DATA_FILE = 32 * 1024 * 1024, /* one file under data/ */
    SG_MIN_PATTERN = 4,                  /* what a pattern of the phrases may match at least */
    SG_MAX_PATTERN = 300,                /* and at most */
    SG_MAX_PATH = 4096,                  /* one file name of ours, with its NUL */
};

#endif
