-- about = "Each user agent of the case once, with Okta's reading of it."
-- grain = "a distinct combination of raw agent, system and browser"
-- key = ["agent_key"]
-- reads = ["events"]
--
-- [columns]
-- agent_key = "stands for the three"
-- agent = "raw user agent: text that the client chose"
-- okta_os = "operating system as Okta read it"
-- okta_browser = "browser as Okta read it"

create or replace table agent_texts as
select
    agent_key,
    agent,
    okta_os,
    okta_browser,
from events
group by all;
