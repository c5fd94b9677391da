"""Crumbline's work itself: from an Okta System Log export to the sessions that somebody else used.

One rule: what needs a browser lives in `pages/` (or `app.py`); everything else lives here and never imports
streamlit; `data/` holds no code.

The flow, as the names tell it:
evidence -> raw events -> events -> session events -> lanes -> hops -> signals -> findings -> screen.

The rooms:
    __main__.py   the command line
    pipeline.py   the one place where the order of the stages stands; steps.py: how one step runs and when it need not,
                  inputs.py: what it reads from the case, columns_read.py: which columns a query reads;
                  observe.py runs the signals
    settings.py   changes of a case's settings, kept as acts; settings_values.py, settings_words.py, settings_file.py:
                  what a value may be, how it is told, and as a file; rejudge.py: what a change would do
    document.py   the findings as the command line prints them
    case.py       one investigation: a folder, a DuckDB file, one writer, many readers; case_folders.py: where they lie;
                  inbox.py: uploads on their way in; rebuild.py: a case of an older version
    sql_files.py  reads .sql files with their headers, sql_run.py runs them; signal_files.py: the signals as documents;
                  parameters.py, parameters.toml: the numbers that judge; reference_tables.py: data/reference as tables
    findings_view.py session_view.py reference.py    what the screens of those names show; findings_words.py: sentences
    explanations.py doubts.py next_steps.py    of a session: what it most likely was, why not more, what to check next
    blast_radius.py blast_words.py    of a session: what its foreign lanes did and what came of it, and that in words
    changes.py changes_filter.py changes_words.py    the privileged changes of a case, what narrows them, and in words
    acts.py       what people do, append-only; notes.py: notes, stars, tags; case_log.py: all of it as a log
    overview.py overview_words.py person.py person_words.py network.py network_words.py    what those screens show
    findings_filter.py event_filter.py    what narrows a list, as the address holds it
    verdicts.py   what people decided and what the case learns from it; verdict_words.py: their sentences;
                  indicators.py: what a verdict freezes, and what else shares it
    evidence_advice.py evidence_paths.py    what the evidence lacks, and files named by a path; safe_csv.py: downloads
    errors.py     what can go wrong and what a person can do about it
    progress.py   how long work says how far it is; logs.py: ids and counts for the log file
    ingest/       a file in, raw events out: one file a format
    enrich/       addresses, networks, user agents, indicators
    sql/load/     the tables that ingest fills; sql/stages/: NN_<table>.sql makes the table <table>;
                  sql/reads/: what screens and the command line ask; sql/acts/: what a person did in a case
    signals/      one signal a file: a header of TOML and one select
    rules/        the published rules of others, as SQL, for comparison
    containment/  what to shut off, in order, and what was; handoff.py: the questions to the owners of apps
    takeaway/     files for other tools, and a case as one bundle
    hunt/         a person's own read-only SQL over a case, and Sigma rules of others
    evaluation/   how good the judgement is: findings against the truth of made-up tenants, and the weighing of signals
    har/ controls/ exercise/ briefing/ charts/ engines/    what the screens of those names stand on

The words, one for each idea, in SQL, in Python and on screens:
    case          one investigation: a folder with a DuckDB file, its evidence and its acts
    evidence      one file given to a case (one for each member of an archive)
    event         one System Log record
    session       all events of one Okta session of one actor
    lane          one client inside one session: a network together with a device
    proven        a lane from which the session's own sign-in came; the first one is the origin
    stepped up    a lane with a later factor; that alone proves nothing
    foreign       an unproven lane whose points reach `foreign_from`
    hop           two consecutive events of a session in different lanes or places
    divergence    the first event of the first foreign lane
    signal        an observed fact with points, a family and a sentence
    finding       a session with its signals, score, band and divergence
    act           what a person did in the case; what a client did in Okta is a change
    verdict       replay, benign or unsure, with its reason and what it rests on
    exposure      a session that a HAR file carried
    control       a defence that could have been on
    scenario      a written exercise; its timed messages are injects

tests/test_house_rules.py and test_sql_rules.py hold the rest of the rules, and say what to do.
"""
