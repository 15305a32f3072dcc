import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Scanner;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Makes a topic where it is missing, and sends each line of the input as a message: {@code java SendMessages.java host:port topic}. */
public final class SendMessages {

    private SendMessages() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", arguments[0]);
        try (Admin admin = Admin.create(settings)) {
            if (!admin.listTopics().names().get().contains(arguments[1])) {
                admin.createTopics(List.of(new NewTopic(arguments[1], 2, (short) 1))).all().get();
            }
        }
        try (KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
                Scanner lines = new Scanner(System.in, StandardCharsets.UTF_8)) {
            for (int number = 0; lines.hasNextLine(); number++) {
                byte[] message = lines.nextLine().getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>(arguments[1], number % 2, null, message)).get();
            }
        }
    }
}
