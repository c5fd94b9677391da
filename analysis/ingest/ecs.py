"""Okta records from Elasticsearch, in Elastic's schema, where the original text was not kept.

Elastic's Okta integration writes Okta's names in snake_case under `okta.`; a few values lie only in ECS
fields (`client.geo`, `@timestamp`, `user_agent.original`). Objects may be nested or have dots in their
names, and Kibana gives every value as a list. Not here: records that still hold `event.original`; those
are read as Okta wrote them.

Deliberately nothing from `source.geo` and `source.as`, because Elastic looks those up in its own database
when it stores the event: they would pass for Okta's word.
Source: the ingest pipelines and fields of the Okta package in the repository elastic/integrations.
"""

from __future__ import annotations

from typing import Any

import orjson

NAME = "ecs"
MISSING: tuple[str, ...] = (
    "legacy_event_type",
    "version",
    "client_geographical_context_postal_code",
    "authentication_context_root_session_id",
    "authentication_context_device_session_id",
    "security_context_ip_details",
    "security_context_risk",
    "security_context_user_behaviors",
)

# Okta's path, and where Elastic keeps the value, best first.
PATHS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("uuid", ("okta.uuid", "event.id")),
    ("published", ("@timestamp",)),
    ("eventType", ("okta.event_type", "event.action")),
    ("displayMessage", ("okta.display_message",)),
    ("version", ("okta.version",)),
    ("severity", ("okta.severity", "log.level")),
    ("actor.id", ("okta.actor.id", "client.user.id", "source.user.id")),
    ("actor.type", ("okta.actor.type",)),
    ("actor.alternateId", ("okta.actor.alternate_id",)),
    ("actor.displayName", ("okta.actor.display_name", "client.user.full_name")),
    ("client.ipAddress", ("okta.client.ip", "client.ip", "source.ip")),
    ("client.id", ("okta.client.id",)),
    ("client.zone", ("okta.client.zone",)),
    ("client.device", ("okta.client.device",)),
    ("client.userAgent.rawUserAgent", ("okta.client.user_agent.raw_user_agent", "user_agent.original")),
    ("client.userAgent.os", ("okta.client.user_agent.os",)),
    ("client.userAgent.browser", ("okta.client.user_agent.browser",)),
    ("client.geographicalContext.city", ("client.geo.city_name",)),
    ("client.geographicalContext.state", ("client.geo.region_name",)),
    ("client.geographicalContext.country", ("client.geo.country_name",)),
    ("client.geographicalContext.geolocation", ("client.geo.location",)),
    ("outcome.result", ("okta.outcome.result",)),
    ("outcome.reason", ("okta.outcome.reason",)),
    ("transaction.id", ("okta.transaction.id",)),
    ("transaction.type", ("okta.transaction.type",)),
    ("transaction.detail.requestApiTokenId", ("okta.transaction.detail.request_api_token_id",)),
    ("securityContext.asNumber", ("okta.security_context.as.number", "client.as.number")),
    ("securityContext.asOrg", ("okta.security_context.as.organization.name", "client.as.organization.name")),
    ("securityContext.isp", ("okta.security_context.isp",)),
    ("securityContext.domain", ("okta.security_context.domain", "client.domain")),
    ("securityContext.isProxy", ("okta.security_context.is_proxy",)),
    ("device", ("okta.device",)),
)

# Lists stay lists here; elsewhere Kibana's list of one is the value.
LISTS = (("target", "okta.target"), ("request.ipChain", "okta.request.ip_chain"))

# What Elastic adds to debugData from Okta's own values, or keeps whole beside it.
NOT_OF_OKTA = frozenset({"flattened", "risk_object", "risk_level", "risk_reasons", "risk_behaviors"})

# Values that Okta writes as a Java map, `{New IP=POSITIVE, Velocity=NEGATIVE}`, and Elastic takes apart.
JAVA_MAPS = frozenset({"behaviors", "risk"})
# Behaviours whose spaces and dashes became underscores; only the dash cannot be told from the name.
BEHAVIOURS_WITH_DASH = {"New Geo Location": "New Geo-Location"}


def recognise(opening: str) -> bool:
    """Whether the fields of Elastic's Okta integration stand in the opening."""
    okta = '"okta"' in opening or '"okta.' in opening
    return okta and '"@timestamp"' in opening and '"eventType"' not in opening


def to_log_event(record: dict[str, Any]) -> dict[str, Any]:
    """The record under Okta's own names.

    Shape: one document (or what a search gives, with `_source` or `fields`) in, one LogEvent out.
    """
    for inside in ("_source", "fields"):
        inner = record.get(inside)
        if isinstance(inner, dict) and any(key == "okta" or key.startswith("okta.") for key in inner):
            record = inner
    original = _plain(_at(record, "event.original"))
    if isinstance(original, str) and original.startswith("{"):
        # A file may mix documents with the original and without.
        try:
            record_as_it_came = orjson.loads(original)
        except orjson.JSONDecodeError:
            record_as_it_came = {}
        if isinstance(record_as_it_came, dict) and "eventType" in record_as_it_came:
            return record_as_it_came
    event: dict[str, Any] = {}
    for path, places in PATHS:
        for place in places:
            value = _plain(_at(record, place))
            if value is not None:
                _set(event, path, value)
                break
    _geolocation(event)
    for path, value in _authentication(record).items():
        _set(event, path, value)
    for path, place in LISTS:
        items = _items(_at(record, place))
        if items:
            _set(event, path, [_target(item) for item in items] if path == "target" else _camel(items))
    debug = _debug_data(_at(record, "okta.debug_context.debug_data"))
    if debug:
        event["debugContext"] = {"debugData": debug}
    return event


def _at(record: dict[str, Any], path: str) -> Any:
    """The value at a dotted path, whichever parts of it are nested and whichever are one name with dots.

    Dotted names that share a beginning are gathered into one object.
    """
    if path in record:
        return record[path]
    head, rest = path, ""
    while "." in head:
        head, _, last = head.rpartition(".")
        rest = f"{last}.{rest}" if rest else last
        inner = record.get(head)
        if isinstance(inner, list) and len(inner) == 1:
            inner = inner[0]
        if isinstance(inner, dict):
            found = _at(inner, rest)
            if found is not None:
                return found
    gathered = {key[len(path) + 1 :]: value for key, value in record.items() if key.startswith(path + ".")}
    return gathered or None


def _plain(value: Any) -> Any:
    """Kibana's list of one as its value; empty text and empty lists are unknown."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = {key: inner if key == "coordinates" else _plain(inner) for key, inner in value.items()}
    return None if value == "" else value


def _items(value: Any) -> list[Any]:
    """A list of objects, also where Kibana turned it into an object of lists: {"id": [a, b], "type": [c, d]}."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return []
    columns = {key: inner if isinstance(inner, list) else [inner] for key, inner in value.items()}
    length = max(len(inner) for inner in columns.values())
    # Kibana leaves nulls out: in a shorter list nobody can tell whose value is missing.
    whole = {key: inner for key, inner in columns.items() if len(inner) == length}
    return [{key: inner[index] for key, inner in whole.items()} for index in range(length)]


def _set(event: dict[str, Any], path: str, value: Any) -> None:
    *above, last = path.split(".")
    at = event
    for key in above:
        at = at.setdefault(key, {})
    at[last] = value


def _authentication(record: dict[str, Any]) -> dict[str, Any]:
    context = _at(record, "okta.authentication_context")
    if not isinstance(context, dict):
        return {}
    result = {}
    for key, value in context.items():
        value = _plain(value)
        if value is not None:
            # A name with a dot is the issuer, flattened.
            result["authenticationContext." + ".".join(_camel_name(part) for part in key.split("."))] = value
    return result


def _geolocation(event: dict[str, Any]) -> None:
    """A point as an object: Elastic also writes GeoJSON and "lat,lon"."""
    place = event.get("client", {}).get("geographicalContext", {})
    point = place.get("geolocation")
    if isinstance(point, dict) and isinstance(point.get("coordinates"), list) and len(point["coordinates"]) == 2:
        lon, lat = point["coordinates"]
        place["geolocation"] = {"lat": lat, "lon": lon}
    elif isinstance(point, dict) and "coordinates" in point:
        place.pop("geolocation")
    elif isinstance(point, str) and point.count(",") == 1:
        lat, lon = point.split(",")
        place["geolocation"] = {"lat": lat.strip(), "lon": lon.strip()}


def _target(target: Any) -> Any:
    """A target in Okta's order of keys. Elastic drops detailEntry; changeDetails it keeps."""
    if not isinstance(target, dict):
        return target
    named = _camel(target)
    first = {key: _plain(named.get(key)) for key in ("id", "type", "alternateId", "displayName")}
    return first | {key: value for key, value in named.items() if key not in first}


def _camel(value: Any) -> Any:
    if isinstance(value, list):
        return [_camel(inner) for inner in value]
    if isinstance(value, dict):
        return {_camel_name(key): _camel(inner) for key, inner in value.items()}
    return value


def _camel_name(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(other[:1].upper() + other[1:] for other in others)


def _debug_data(data: Any) -> dict[str, Any]:
    """Okta's debugData: the whole of it (`flattened`) where kept, the single fields otherwise."""
    if not isinstance(data, dict):
        return {}
    whole = _plain(_at(data, "flattened"))
    result: dict[str, Any] = {}
    for source in (whole if isinstance(whole, dict) else {}, data):
        for key, value in source.items():
            top = key.split(".", 1)[0]
            if top in NOT_OF_OKTA:
                continue
            # "behaviors.New_IP" and its like are the parts of one value.
            value = _at(source, top) if "." in key else value
            name = _camel_name(top)
            if result.get(name) is None:
                result[name] = _debug_value(name, value)
    return {key: value for key, value in result.items() if value is not None}


def _debug_value(name: str, value: Any) -> Any:
    value = _plain(value)
    if name in JAVA_MAPS and isinstance(value, dict):
        spaced = {key.replace("_", " "): inner for key, inner in value.items()}
        pairs = (f"{BEHAVIOURS_WITH_DASH.get(key, key)}={inner}" for key, inner in spaced.items())
        return "{" + ", ".join(pairs) + "}"
    return value
