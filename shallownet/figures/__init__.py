"""Arrays and a language in, a Plotly figure out. style.py, which needs no Plotly, owns every colour of the product."""
