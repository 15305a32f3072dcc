/** What `id`, `created`, `paid`, `customer` and `total` say of an order, by the names of their columns. */
const orderFacts = (id: string) => `facts:
      - table: order_header
        set:
          natural_key: ${id}
          order_id: ${id}
          at: created
          status: if(paid is null, 'created', 'paid')
          customer: customer
          paid_at: paid
          order_amount: total
          paid_amount: if(paid is not null, total)`;

/** A first mapping to change, of the messages of a program of one's own. */
export const PROGRAM_EXAMPLE = `format: own-program
files:
  order:
    columns:
      id: { type: id, required: true }
      created: { type: time, required: true }
      paid: { type: time }
      customer: { header: customer.id, type: id }
      total: { type: amount, required: true }
    ${orderFacts('id')}
  line:
    rows: items
    columns:
      order: { header: id, type: id, required: true }
      created: { type: time, required: true }
      line: { header: items.line, type: id, required: true }
      sku: { header: items.sku, type: id }
      quantity: { header: items.quantity, type: integer, required: true }
      amount: { header: items.amount, type: amount, required: true }
    facts:
      - table: order_line
        set:
          natural_key: concat(order, '#', line)
          order_id: order
          line_no: line
          at: created
          sku: sku
          quantity: quantity
          order_amount: amount
`;

/** The same, of the rows of a table. */
export const TABLE_EXAMPLE = `format: shop-database
files:
  orders:
    columns:
      order: { header: id, type: id, required: true }
      created: { header: created_at, type: time, required: true }
      paid: { header: paid_at, type: time }
      customer: { header: customer_id, type: id }
      total: { type: amount, required: true }
    ${orderFacts('order')}
`;

/** The same, of the messages of a topic. */
export const TOPIC_EXAMPLE = `format: shop-topic
topics:
  "*": { reads: [order], subject: order, id: id, version: updated_at }
files:
  order:
    columns:
      id: { type: id, required: true }
      created: { header: created_at, type: time, required: true }
      paid: { header: paid_at, type: time }
      customer: { header: customer.id, type: id }
      total: { type: amount, required: true }
    ${orderFacts('id')}
`;
