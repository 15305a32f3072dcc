-- A talk between a customer and the shop. `at` is when it began.
-- revision: SUPERSEDE
CREATE TABLE conversation (
    shop                  TEXT NOT NULL,
    source                TEXT NOT NULL,
    natural_key           TEXT NOT NULL, -- the source's id
    at                    TIMESTAMP NOT NULL,
    shop_day              DATE NOT NULL,
    shop_hour             BIGINT NOT NULL,
    customer              TEXT,
    visitor               TEXT,
    agent                 TEXT,
    robot                 BOOLEAN, -- answered without a person
    channel               TEXT,
    topic                 TEXT,
    product               TEXT,
    order_id              TEXT,
    first_reply_at        TIMESTAMP,
    ended_at              TIMESTAMP,
    customer_messages     BIGINT,
    agent_messages        BIGINT,
    average_reply_seconds DECIMAL, -- seconds
    satisfaction          DECIMAL, -- 1 to 5
    solved                BOOLEAN
);
