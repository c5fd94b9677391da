-- about = "Each agent text of the case, with Okta's reading."

select
    agent_key,
    agent,
    okta_os,
    okta_browser,
from agent_texts
order by agent, okta_os, okta_browser
