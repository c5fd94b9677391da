from __future__ import annotations

import threading

from hypothesis import given
from hypothesis import strategies as st

from analysis.exercise.play.ticking import Ticking
from played import Wall

STEPS = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["start", "promise", "jump"]), st.floats(-5, 80)),
        st.tuples(st.just("run_at"), st.sampled_from([0.5, 1.0, 2.0, 5.0, 10.0, 1000.0])),
        st.tuples(st.just("wait"), st.floats(-30, 300)),
        st.tuples(st.just("pause"), st.just(0.0)),
    ),
    max_size=40,
)


@given(STEPS)
def test_whatever_is_done_to_it_the_clock_never_goes_back_and_never_past_its_end(steps):
    wall = Wall()
    clock = Ticking(60.0, 3.0, now=wall)
    told = clock.minute()
    for what, value in steps:
        if what == "wait":
            wall.seconds += value  # a wall clock that goes back, too
        elif what == "pause":
            clock.pause()
        else:
            getattr(clock, what)(value)
        assert told <= clock.minute() <= 60.0
        told = clock.minute()


def test_while_it_is_set_by_others_no_reader_sees_it_go_back():
    clock = Ticking(1_000_000.0)
    is_over = threading.Event()
    backwards: list[tuple[float, float]] = []

    def read() -> None:
        told = 0.0
        while not is_over.is_set():
            now = clock.minute()
            if now < told:
                backwards.append((told, now))
            told = now

    readers = [threading.Thread(target=read) for _ in range(3)]
    for one in readers:
        one.start()
    for number in range(3_000):
        clock.start(1_000_000.0)
        clock.run_at((1000.0, 0.5)[number % 2])
        clock.pause()
    is_over.set()
    for one in readers:
        one.join()
    assert backwards == []


def test_it_runs_at_its_speed_and_stands_in_a_pause():
    wall = Wall()
    clock = Ticking(60.0, now=wall)
    clock.start(60.0)
    wall.seconds += 60
    assert clock.minute() == 1.0
    clock.run_at(10.0)
    wall.seconds += 60
    assert clock.minute() == 11.0
    clock.pause()
    wall.seconds += 600
    assert clock.minute() == 11.0
    clock.start(60.0)
    wall.seconds += 6
    assert clock.minute() == 12.0


def test_it_waits_where_its_promise_ends_and_goes_on_from_there():
    wall = Wall()
    clock = Ticking(60.0, now=wall)
    clock.start(2.0)
    wall.seconds += 600
    assert clock.minute() == 2.0
    clock.promise(5.0)
    assert clock.minute() == 2.0
    wall.seconds += 60
    assert clock.minute() == 3.0


def test_it_stops_at_its_end():
    wall = Wall()
    clock = Ticking(10.0, now=wall)
    clock.start(99.0)
    wall.seconds += 6_000
    assert clock.minute() == clock.ahead(10) == 10.0
    clock.jump(5.0)
    assert clock.minute() == 10.0
