"""What pages share and Streamlit must know: the entry script, navigation, context, components."""
