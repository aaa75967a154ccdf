-- What an asset's history may tell of, and from what: the contract's own lists, so that no page meets a code without a word. Rows of before are not looked at.
alter table asset_events
  add constraint asset_events_action_known check (action in ('minted', 'changed', 'status', 'status_passed', 'owner', 'cover', 'merged', 'split', 'retired', 'place')) not valid,
  add constraint asset_events_source_known check (source in ('survey', 'drawing', 'owner', 'order', 'import', 'registrar', 'notice', 'decree')) not valid;
