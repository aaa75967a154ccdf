-- What matching said against what was found, of one district or street of a great city: its closed orders, newest first, without those of all others. A street's are
-- told apart within its district's part of the index.
create index orders_settled_district on orders (district_code, closed_at desc, id desc, street_code) where state = 'closed' and not made_up;
