-- One answer to one question of a survey.
-- revision: SUPERSEDE
CREATE TABLE survey_answer (
    shop        TEXT NOT NULL,
    source      TEXT NOT NULL,
    natural_key TEXT NOT NULL, -- survey, respondent and question
    at          TIMESTAMP NOT NULL,
    shop_day    DATE NOT NULL,
    shop_hour   BIGINT NOT NULL,
    survey      TEXT NOT NULL,
    question    TEXT NOT NULL,
    kind        TEXT, -- nps, csat, ces, choice, text
    score       DECIMAL,
    answer      TEXT,
    customer    TEXT,
    visitor     TEXT,
    order_id    TEXT,
    product     TEXT,
    channel     TEXT
);
