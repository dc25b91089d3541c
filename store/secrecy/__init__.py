"""Which cells must not be shown: small counts, and whatever else would let somebody work them out.

``families`` finds the equations between cells, ``suppression`` chooses what to hide, ``protecting`` does it in the store.
Why so: docs/adr/0014-geheimhaltung.md.
"""
