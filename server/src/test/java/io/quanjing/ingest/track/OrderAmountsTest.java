package io.quanjing.ingest.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quanjing.kernel.QuanjingException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class OrderAmountsTest {

    /** The example of the specification's own page: 27.50 with 3.00 freight, 2.00 tax and 2.50 discount on 19 + 2 × 3. */
    @Test
    void splitsTheExampleOfTheSpecification() {
        OrderAmounts amounts = amounts("""
                {"order_id":"50314b8e9bcf000000000000","total":27.50,"subtotal":22.50,"revenue":25.00,"shipping":3,"tax":2,
                 "discount":2.5,"coupon":"hasbros","currency":"USD","products":[
                 {"product_id":"507f1f77bcf86cd799439011","sku":"45790-32","name":"Monopoly: 3rd Edition","price":19,"quantity":1},
                 {"product_id":"505bd76785ebb509fc183733","sku":"46493-32","name":"Uno Card Game","price":3,"quantity":2}]}""");
        assertThat(amounts.total()).isEqualByComparingTo("27.50");
        // 22.50 × 19/25 and 22.50 × 6/25
        assertThat(amounts.lines()).containsExactly(new BigDecimal("17.10"), new BigDecimal("5.40"));
    }

    @Test
    void givesTheRestToTheLargestLine() {
        OrderAmounts amounts = amounts("""
                {"total":10,"products":[{"price":1,"quantity":1},{"price":1.01,"quantity":1},{"price":1,"quantity":1}]}""");
        assertThat(amounts.lines())
                .containsExactly(new BigDecimal("3.32"), new BigDecimal("3.36"), new BigDecimal("3.32"));
    }

    @Test
    void addsUpToTheAmountExactlyWhateverTheWeights() {
        Random random = new Random(20260301);
        for (int round = 0; round < 500; round++) {
            BigDecimal amount = BigDecimal.valueOf(random.nextLong(10_000_000), 2);
            List<BigDecimal> weights = IntStream.rangeClosed(0, random.nextInt(12))
                    .mapToObj(i -> BigDecimal.valueOf(random.nextInt(50_000), 2))
                    .toList();
            List<BigDecimal> shares = OrderAmounts.allocate(amount, weights, 2);
            assertThat(shares.stream().reduce(BigDecimal.ZERO, BigDecimal::add)).isEqualByComparingTo(amount);
            assertThat(shares).allMatch(s -> s.signum() >= 0);
        }
    }

    @Test
    void findsTheTotalWhereItIsNotSaid() {
        assertThat(total("{\"revenue\":20,\"shipping\":5,\"tax\":1}")).isEqualByComparingTo("26");
        assertThat(total("{\"subtotal\":20,\"revenue\":99,\"shipping\":5}")).isEqualByComparingTo("25");
        assertThat(total("{\"discount\":3,\"shipping\":5,\"products\":[{\"price\":\"9.90\",\"quantity\":2}]}"))
                .isEqualByComparingTo("21.80");
        assertThat(amountsIfAny("{\"products\":[{\"product_id\":\"P\"}]}")).isNull();
    }

    @Test
    void refusesAmountsThatCannotBe() {
        assertThatThrownBy(() -> amounts("{\"total\":3,\"shipping\":5}")).isInstanceOf(QuanjingException.class);
        assertThatThrownBy(() -> amounts("{\"total\":-3}")).isInstanceOf(QuanjingException.class);
        assertThatThrownBy(() -> amounts("{\"total\":\"free\"}")).isInstanceOf(QuanjingException.class);
        assertThatThrownBy(() -> amounts("{\"total\":1e300}")).isInstanceOf(QuanjingException.class);
        assertThatThrownBy(() -> amounts("{\"products\":[{\"price\":99999999999999,\"quantity\":99999}]}"))
                .isInstanceOf(QuanjingException.class);
    }

    @Test
    void isNotSlowedDownByNumbersThatAreLongToWriteOut() {
        assertThat(total("{\"total\":1e-999999999}")).isZero();
        assertThatThrownBy(() -> amounts("{\"total\":1e999999999}")).isInstanceOf(QuanjingException.class);
    }

    private static BigDecimal total(String json) {
        return amounts(json).total();
    }

    private static OrderAmounts amounts(String json) {
        return Objects.requireNonNull(amountsIfAny(json));
    }

    private static @Nullable OrderAmounts amountsIfAny(String json) {
        JsonMapper exact = JsonMapper.builder()
                .enable(tools.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        return OrderAmounts.of(new Fields(exact.readTree(json)), "O1", "CNY");
    }
}
