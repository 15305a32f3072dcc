package io.quanjing.ingest.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.quanjing.kernel.ShopClock;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the cells of real exports mean. */
class ValuesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ="4600000000000000001" | 4600000000000000001
                    '13800000001           | 13800000001
                    17850.0                | 17850
                    10.05                  | 10.05
                    A-1                    | A-1
                    """)
    void undoesWhatExportsDoToIds(String cell, String id) {
        assertThat(Values.id("\t" + cell + "\t\u00a0")).isEqualTo(id);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
                    178.80                       | 178.80
                    -3                           | -3
                    ¥1,198.00                    | 1198.00
                    ￥12                         | 12
                    189.00元                     | 189.00
                    499.00（系统计算中，该值仅供参考） | 499.00
                    1.2万                        | 12000
                    12.5%                        | 0.125
                    １２３                        | 123
                    1e3                          | 1000
                    12,5                         | none
                    12abc                        | none
                    ten                          | none
                    1.2.3                        | none
                    1e999999999                  | none
                    """)
    void readsAmounts(String cell, @Nullable BigDecimal number) {
        BigDecimal read = Values.number(cell);
        if (number == null) {
            assertThat(read).isNull();
        } else {
            assertThat(read).isEqualByComparingTo(number);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
                    2026-11-01 09:30:00       | 2026-11-01T01:30:00Z
                    2026/6/6 13:41            | 2026-06-06T05:41:00Z
                    2026-11-01                | 2026-10-31T16:00:00Z
                    20261101                  | 2026-10-31T16:00:00Z
                    20261101093000            | 2026-11-01T01:30:00Z
                    2026年11月1日 9:30         | 2026-11-01T01:30:00Z
                    2026-11-01T09:30:00.25Z   | 2026-11-01T09:30:00.250Z
                    2024-05-01 09:58:12 +0000 | 2024-05-01T09:58:12Z
                    2026-11-01T09:30:00+08:00 | 2026-11-01T01:30:00Z
                    46327.395833333336        | 2026-11-01T01:30:00Z
                    2026-13-01                | none
                    2026-02-30 10:00          | none
                    2026-11-01 25:00          | none
                    2026-11-0109:30           | none
                    yesterday                 | none
                    2026-11-01 09:30 Uhr      | none
                    """)
    void readsTimes(String cell, @Nullable Instant time) {
        assertThat(new Times(ZoneId.of("Asia/Shanghai"), Instant.EPOCH).time(cell))
                .isEqualTo(time);
    }

    @Test
    void localTimesInTheGapMoveForwardAndInTheOverlapAreTheEarlierOne() {
        Times london = new Times(ZoneId.of("Europe/London"), Instant.EPOCH);
        assertThat(london.time("2011-03-27 01:30:00")).isEqualTo(Instant.parse("2011-03-27T01:30:00Z"));
        assertThat(london.time("2011-10-30 01:30:00")).isEqualTo(Instant.parse("2011-10-30T00:30:00Z"));
        assertThat(london.time("2011-10-30 02:30:00")).isEqualTo(Instant.parse("2011-10-30T02:30:00Z"));
    }

    @Test
    void shopDaysAreThoseOfTheShopClock() {
        for (String zone : new String[] {"Asia/Shanghai", "Europe/London", "America/St_Johns"}) {
            ShopClock clock = new ShopClock(ZoneId.of(zone), LocalTime.of(4, 0));
            ShopDays days = new ShopDays(clock);
            Instant at = Instant.parse("2026-03-01T00:00:00Z");
            for (int i = 0; i < 4_000; i++) {
                assertThat(days.day(at)).isEqualTo(clock.day(at));
                assertThat(days.hour(at)).isEqualTo(clock.hour(at));
                at = at.plusSeconds(7_919);
            }
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
                    上海,上海
                    内蒙古自治区,内蒙古
                    广西壮族自治区 南宁市,广西
                    浙江省  杭州市 西湖区,浙江
                    周强，86-13900000000，江苏省 扬州市,江苏
                    中国香港特别行政区,香港
                    Zhejiang Province,浙江
                    上海路 5 号,none
                    王江西,none
                    United Kingdom,none
                    """)
    void findsTheProvince(String text, @Nullable String province) {
        assertThat(RegionNames.province(text)).isEqualTo(province);
    }

    @Test
    void downloadsGuardFormulasAndGiveThemBack() {
        for (String cell :
                new String[] {"=1+1", "@x", "+1 800", "-x", "'=1", "\tid", "-5", "+5.5", "'13800", "plain", ""}) {
            assertThat(Harmless.restored(Harmless.guarded(cell))).isEqualTo(cell);
        }
        assertThat(Harmless.guarded("=cmd()")).isEqualTo("'=cmd()");
        assertThat(Harmless.guarded("-5")).isEqualTo("-5");
    }
}
