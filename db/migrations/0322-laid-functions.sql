-- Which functions and triggers stand in this city: laid anew at each start they held its busiest tables, against whoever was writing orders at another server.
create table laid_functions (sha256 text primary key);
comment on table laid_functions is 'Of all files of db/functions, as they were laid last; in no backup';
