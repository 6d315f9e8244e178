"""Everything that speaks Streamlit: the frame, the controls, the address bar, the caches."""
