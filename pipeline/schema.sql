-- The knowledge base. Offsets count Unicode code points of document.text; quote is that slice.
-- Exact decimals are TEXT; the *_number columns beside them are for sorting and comparing.

CREATE TABLE document (
    id            TEXT PRIMARY KEY,
    position      INTEGER NOT NULL UNIQUE,
    path          TEXT NOT NULL,
    sha256        TEXT NOT NULL,
    folded_sha256 TEXT NOT NULL,
    format        TEXT NOT NULL,
    name          TEXT,
    text          TEXT NOT NULL,
    title         TEXT,
    doc_number    TEXT,
    genre         TEXT,
    issuers       TEXT NOT NULL CHECK (json_valid(issuers)),
    date_issued   TEXT,
    date_printed  TEXT,
    date_published TEXT,
    region        TEXT,
    region_name   TEXT,
    recipients    TEXT NOT NULL CHECK (json_valid(recipients)),
    cc            TEXT NOT NULL CHECK (json_valid(cc)),
    publicity     TEXT,
    index_number  TEXT,
    cites         TEXT NOT NULL CHECK (json_valid(cites)),
    action_period TEXT,
    copy_of       TEXT REFERENCES document (id),
    supersedes    TEXT REFERENCES document (id),
    version       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE part (
    document TEXT NOT NULL REFERENCES document (id),
    id       TEXT NOT NULL,
    kind     TEXT NOT NULL,
    title    TEXT,
    issuers  TEXT CHECK (issuers IS NULL OR json_valid(issuers)),
    region   TEXT,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    quote    TEXT NOT NULL,
    rule     TEXT NOT NULL,
    version  TEXT NOT NULL,
    PRIMARY KEY (document, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE measure (
    document  TEXT NOT NULL,
    id        TEXT NOT NULL,
    part      TEXT NOT NULL,
    label     TEXT NOT NULL,
    title     TEXT,
    region    TEXT,
    type      TEXT NOT NULL,
    also      TEXT NOT NULL CHECK (json_valid(also)),
    strength  INTEGER NOT NULL CHECK (strength BETWEEN 0 AND 4),
    status    TEXT NOT NULL CHECK (status IN ('planned', 'reported')),
    start     INTEGER NOT NULL,
    "end"     INTEGER NOT NULL,
    quote     TEXT NOT NULL,
    rule      TEXT NOT NULL,
    type_rule TEXT NOT NULL,
    version   TEXT NOT NULL,
    PRIMARY KEY (document, id),
    FOREIGN KEY (document, part) REFERENCES part (document, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE measure_unit (
    document TEXT NOT NULL,
    measure  TEXT NOT NULL,
    role     TEXT NOT NULL CHECK (role IN ('lead', 'support')),
    number   INTEGER NOT NULL,
    name     TEXT NOT NULL,
    basis    TEXT NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    quote    TEXT NOT NULL,
    rule     TEXT NOT NULL,
    version  TEXT NOT NULL,
    PRIMARY KEY (document, measure, role, number),
    FOREIGN KEY (document, measure) REFERENCES measure (document, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE measure_target (
    document TEXT NOT NULL,
    measure  TEXT NOT NULL,
    number   INTEGER NOT NULL,
    label    TEXT NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    quote    TEXT NOT NULL,
    rule     TEXT NOT NULL,
    version  TEXT NOT NULL,
    PRIMARY KEY (document, measure, number),
    FOREIGN KEY (document, measure) REFERENCES measure (document, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE amount (
    document TEXT NOT NULL REFERENCES document (id),
    number   INTEGER NOT NULL,
    measure  TEXT,
    kind     TEXT NOT NULL,
    min      TEXT,
    max      TEXT,
    min_number REAL GENERATED ALWAYS AS (CAST(min AS REAL)) VIRTUAL,
    max_number REAL GENERATED ALWAYS AS (CAST(max AS REAL)) VIRTUAL,
    unit     TEXT NOT NULL,
    per      TEXT,
    bound    TEXT NOT NULL,
    role     TEXT NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    quote    TEXT NOT NULL,
    rule     TEXT NOT NULL,
    version  TEXT NOT NULL,
    PRIMARY KEY (document, number),
    FOREIGN KEY (document, measure) REFERENCES measure (document, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE date (
    document     TEXT NOT NULL REFERENCES document (id),
    number       INTEGER NOT NULL,
    measure      TEXT,
    kind         TEXT NOT NULL,
    start_day    TEXT,
    end_day      TEXT,
    duration     TEXT,
    role         TEXT NOT NULL,
    working_days INTEGER NOT NULL,
    start        INTEGER NOT NULL,
    "end"        INTEGER NOT NULL,
    quote        TEXT NOT NULL,
    rule         TEXT NOT NULL,
    version      TEXT NOT NULL,
    PRIMARY KEY (document, number),
    FOREIGN KEY (document, measure) REFERENCES measure (document, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE target (
    document TEXT NOT NULL REFERENCES document (id),
    number   INTEGER NOT NULL,
    measure  TEXT,
    label    TEXT NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    quote    TEXT NOT NULL,
    rule     TEXT NOT NULL,
    version  TEXT NOT NULL,
    PRIMARY KEY (document, number),
    FOREIGN KEY (document, measure) REFERENCES measure (document, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE benefit (
    document        TEXT NOT NULL,
    id              TEXT NOT NULL,
    measure         TEXT NOT NULL,
    name            TEXT NOT NULL,
    beneficiary     TEXT NOT NULL,
    payee           TEXT NOT NULL,
    payer           TEXT NOT NULL,
    condition       TEXT,
    cap             TEXT,
    cap_per         TEXT,
    cap_number      REAL GENERATED ALWAYS AS (CAST(cap AS REAL)) VIRTUAL,
    "limit"         TEXT,
    funding         TEXT,
    window_start    TEXT,
    window_end      TEXT,
    has_window      INTEGER NOT NULL,
    qualifying_start TEXT,
    qualifying_end  TEXT,
    has_qualifying  INTEGER NOT NULL,
    apply_to        TEXT,
    start           INTEGER NOT NULL,
    "end"           INTEGER NOT NULL,
    quote           TEXT NOT NULL,
    rule            TEXT NOT NULL,
    version         TEXT NOT NULL,
    PRIMARY KEY (document, id),
    FOREIGN KEY (document, measure) REFERENCES measure (document, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE benefit_tier (
    document  TEXT NOT NULL,
    benefit   TEXT NOT NULL,
    number    INTEGER NOT NULL,
    threshold TEXT,
    min       TEXT,
    max       TEXT,
    min_number REAL GENERATED ALWAYS AS (CAST(min AS REAL)) VIRTUAL,
    max_number REAL GENERATED ALWAYS AS (CAST(max AS REAL)) VIRTUAL,
    unit      TEXT NOT NULL,
    per       TEXT,
    bound     TEXT NOT NULL,
    start     INTEGER NOT NULL,
    "end"     INTEGER NOT NULL,
    quote     TEXT NOT NULL,
    rule      TEXT NOT NULL,
    version   TEXT NOT NULL,
    PRIMARY KEY (document, benefit, number),
    FOREIGN KEY (document, benefit) REFERENCES benefit (document, id)
) STRICT, WITHOUT ROWID;

-- The words behind values without a span of their own: owner is 'metadata', a benefit's id,
-- '<benefit>/cap' or '<benefit>/<tier>'.
CREATE TABLE evidence (
    document TEXT NOT NULL REFERENCES document (id),
    owner    TEXT NOT NULL,
    field    TEXT NOT NULL,
    number   INTEGER NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    quote    TEXT NOT NULL,
    rule     TEXT NOT NULL,
    version  TEXT NOT NULL,
    PRIMARY KEY (document, owner, field, number)
) STRICT, WITHOUT ROWID;

-- The folded text cut at paragraphs and at the ends of measures, for searching. shifts is the
-- way back: pairs of an offset in folded and the offset of document.text from there on.
CREATE TABLE passage (
    id       INTEGER PRIMARY KEY,
    document TEXT NOT NULL REFERENCES document (id),
    measure  TEXT,
    folded   TEXT NOT NULL,
    shifts   TEXT NOT NULL CHECK (json_valid(shifts)),
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    quote    TEXT NOT NULL,
    rule     TEXT NOT NULL,
    version  TEXT NOT NULL,
    FOREIGN KEY (document, measure) REFERENCES measure (document, id)
) STRICT;

-- Every character of passage.folded is a token: its UTF-16 units in hexadecimal.
CREATE VIRTUAL TABLE passage_index USING fts5 (characters, content = '', tokenize = 'ascii');

CREATE TABLE run (
    number   INTEGER PRIMARY KEY,
    started  TEXT NOT NULL,
    finished TEXT NOT NULL,
    version  TEXT NOT NULL,
    python   TEXT NOT NULL,
    found    INTEGER NOT NULL,
    done     INTEGER NOT NULL,
    skipped  TEXT NOT NULL CHECK (json_valid(skipped)),
    failed   TEXT NOT NULL CHECK (json_valid(failed))
) STRICT;
