-- A contact who stopped marketing gets none.
rule('opted_out', function()
  if not terms.is_marketing then return not_applicable end
  if stated == 'out' then return grounds('stopped', {at = tonumber(stated_at)}) end
end)
