-- about = "The files that were given to the case, an archive once, in their order."

select
    min(evidence_id) as evidence_id,
    case when container is null then name end as name,
    container,
    container_sha256,
from evidence
where kept_as is not null
group by case when container is null then evidence_id end, case when container is null then name end,
    container, container_sha256
order by min(evidence_id)
