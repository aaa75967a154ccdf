-- 0310 gathered statistics of the column; what its indexes fold is told of by none until the whole table is looked at.
analyze assets;
