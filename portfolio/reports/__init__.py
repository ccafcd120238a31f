"""What is read off a portfolio: overview, queue, dossier, fiscal-year position, seal.

Lists come as frozen rows from plain column selects, each report from one snapshot.
"""
