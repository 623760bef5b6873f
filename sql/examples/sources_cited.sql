-- title: How often each outlet doubts a source
SELECT outlet, source, attributions, claimed, claimed / attributions AS doubted FROM sources_cited WHERE attributions >= 3 ORDER BY doubted DESC LIMIT 20
