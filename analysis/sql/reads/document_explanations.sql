-- about = "What each finding's session most likely was."

select
    explanations.session_key,
    findings.band,
    explanations.lane_no,
    explanations.reading,
    explanations.fields,
    explanations.also,
from explanations
join findings using (session_key)
order by explanations.session_key
