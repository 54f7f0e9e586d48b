-- Whoever never wrote is not written to.
--- look
if not inbound then why = grounds('never_wrote', {}) end
