"""Changes: every privileged change, who made it, and what became of it. All that is chosen stands in the address."""

from __future__ import annotations

import streamlit as st

from analysis import changes
from analysis.changes_filter import Filter
from parts import (
    cases,
    changes_filter,
    changes_objects,
    changes_opened,
    changes_picture,
    changes_table,
    levels,
    not_judged,
    phone,
)

case = cases.current()
if "changes" not in case.tables() or not levels.is_ready(case):
    not_judged.stop("its changes are read from it.")

span = changes.span(case)
if not span.change_count:
    changes_filter.draw_nothing(case)
    st.stop()

is_phone = phone.is_phone()
wanted = Filter.of_query(st.query_params.to_dict())
told = changes.tallies(case, wanted, span.step_min)
st.title(changes.headline(told))
changes_filter.draw_lead(told, span)
wanted = changes_filter.draw(wanted, told, is_phone)
changes_filter.draw_narrowed(wanted)
changes_picture.draw(told, wanted, span, is_phone)
if wanted.by_object:
    changes_objects.draw(case, wanted, span, is_phone)
else:
    changes_table.draw(case, wanted, span, is_phone)
changes_opened.draw(case, span, st.query_params.get("event"), is_phone)
phone.draw_switch()
