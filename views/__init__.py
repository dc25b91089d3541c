"""What is shown: finished view models, charts, German terms and number formats. No Streamlit."""
