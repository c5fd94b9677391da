-- about = "The files that were given to the case, an archive once, in their order."

with given as (
    select
        evidence_id,
        case when container is null then name end as name,
        container,
        container_sha256,
        case when container is null then evidence_id end as alone,
    from evidence
    where kept_as is not null
)
select
    min(evidence_id) as evidence_id,
    name,
    container,
    container_sha256,
from given
group by alone, name, container, container_sha256
order by min(evidence_id)
