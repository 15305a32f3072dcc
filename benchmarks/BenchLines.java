import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.SplittableRandom;

/** A file of invoice lines as a wholesaler's program writes it, in the columns of the format online-retail; one seed, the same bytes. */
final class BenchLines {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private BenchLines() {}

    static Path write(Path file, long lines) throws IOException {
        SplittableRandom random = new SplittableRandom(618);
        LocalDateTime begin = LocalDateTime.of(2025, 1, 1, 0, 0);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n");
            StringBuilder text = new StringBuilder(1 << 16);
            long invoice = 0;
            for (long line = 0; line < lines; ) {
                invoice++;
                int ofInvoice = (int) Math.min(lines - line, 1 + BenchShop.skewed(random, 40));
                boolean back = random.nextInt(50) == 0;
                String at = TIME.format(begin.plusSeconds(line * 360 * 86_400 / lines));
                int customer = BenchShop.skewed(random, (int) Math.max(1_000, lines / 50));
                for (int i = 0; i < ofInvoice; i++, line++) {
                    int product = BenchShop.skewed(random, BenchShop.PRODUCTS);
                    long price = BenchShop.price(product);
                    text.append(back ? "C" : "").append(1_000_000 + invoice)
                            .append(',').append(10_000 + product)
                            .append(",GLASS JAR NUMBER ").append(product)
                            .append(',').append(back ? "-" : "").append(1 + BenchShop.skewed(random, 24))
                            .append(',').append(at)
                            .append(',').append(price / 100).append('.').append(price % 100 < 10 ? "0" : "").append(price % 100)
                            .append(',').append(customer)
                            .append(",United Kingdom\n");
                }
                if (text.length() > 60_000) {
                    out.append(text);
                    text.setLength(0);
                }
            }
            out.append(text);
        }
        return file;
    }
}
