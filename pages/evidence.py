import streamlit as st
from parts import cases
st.title("Evidence")
st.text(cases.current().folder)
