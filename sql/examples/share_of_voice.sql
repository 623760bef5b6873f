-- title: Who was named in the largest share of an outlet's month
SELECT month, outlet, entity, share, share_weighted FROM share_of_voice WHERE outlet_articles >= 5 ORDER BY share DESC LIMIT 20
