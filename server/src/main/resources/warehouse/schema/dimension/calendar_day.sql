-- What kind of a day it is.
-- revision: SUPERSEDE
CREATE TABLE calendar_day (
    shop        TEXT NOT NULL,
    source      TEXT NOT NULL,
    natural_key TEXT NOT NULL, -- the day; shop '*' for every shop
    day         DATE NOT NULL,
    weekday     BIGINT NOT NULL, -- 1 Monday to 7 Sunday
    workday     BOOLEAN NOT NULL, -- make-up working days included
    holiday     TEXT, -- id of the holiday
    event       TEXT, -- id of the promotion: 618, double11 …
    event_phase TEXT, -- presale, warm_up, peak, after
    lunar       TEXT -- month-day of the lunar calendar
);
