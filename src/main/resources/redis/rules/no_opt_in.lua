-- Who neither opted in nor wrote is not written to first.
rule('no_opt_in', function()
  if not terms.needs_opt_in then return not_applicable end
  if not inbound and stated ~= 'in' and stated ~= 'put' then return grounds('none_recorded', {}) end
end)
