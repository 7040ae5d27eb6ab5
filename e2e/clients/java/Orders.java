import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Orders of a shop: confirms, returns, consumers and their cancellation, refusals. */
public final class Orders {
  private static final int PATIENCE_S = 20;

  public static void main(String[] arguments) throws Exception {
    ConnectionFactory factory = new ConnectionFactory();
    factory.setUri(System.getenv("AMQP_URL"));
    factory.setAutomaticRecoveryEnabled(false);
    try (Connection connection = factory.newConnection("orders")) {
      greeting(connection);
      confirms(connection);
      returns(connection);
      consumer(connection);
      cancelledByServer(connection);
      propertiesAndHeaders(connection);
      transaction(connection);
      refusals(connection);
    }
    say("closed");
  }

  private static void greeting(Connection connection) {
    Map<String, Object> server = connection.getServerProperties();
    say(server.get("product") + " " + server.get("version"));
    say(String.valueOf(new TreeMap<String, Object>(cast(server.get("capabilities")))));
    say("channels " + connection.getChannelMax() + ", frame " + connection.getFrameMax()
        + ", heartbeat " + connection.getHeartbeat());
  }

  private static void confirms(Connection connection) throws Exception {
    Channel channel = connection.createChannel();
    channel.queueDeclare("orders", true, false, false, null);
    channel.confirmSelect();
    for (int number = 0; number < 500; number++)
      channel.basicPublish("", "orders", MessageProperties.PERSISTENT_TEXT_PLAIN, bytes("order " + number));
    channel.waitForConfirmsOrDie(PATIENCE_S * 1000L);
    say("500 confirmed, " + channel.messageCount("orders") + " ready");
    say("next number " + channel.getNextPublishSeqNo());

    channel.queueDeclare("full", true, false, false,
        Map.of("x-max-length", 2, "x-overflow", "reject-publish"));
    CountDownLatch answers = new CountDownLatch(4);
    Map<Long, String> outcome = new ConcurrentSkipListMap<>();
    long first = channel.getNextPublishSeqNo();
    channel.addConfirmListener(
        (tag, multiple) -> note(outcome, answers, tag - first, multiple, "taken"),
        (tag, multiple) -> note(outcome, answers, tag - first, multiple, "refused"));
    for (int number = 0; number < 4; number++) {
      channel.basicPublish("", "full", null, bytes("box " + number));
      channel.waitForConfirms(PATIENCE_S * 1000L);
    }
    await(answers);
    say(outcome.toString());
    channel.queueDelete("full");
    channel.close();
  }

  private static void note(
      Map<Long, String> outcome, CountDownLatch answers, long number, boolean multiple, String word) {
    for (long each = multiple ? 0 : number; each <= number; each++)
      if (outcome.putIfAbsent(each, word) == null) answers.countDown();
  }

  private static void returns(Connection connection) throws Exception {
    Channel channel = connection.createChannel();
    channel.confirmSelect();
    channel.addReturnListener(returned -> say("returned " + text(returned.getBody()) + ": "
        + returned.getReplyCode() + " " + returned.getReplyText()
        + " exchange '" + returned.getExchange() + "' key '" + returned.getRoutingKey() + "' "
        + returned.getProperties().getMessageId()));
    for (String exchange : List.of("", "amq.topic", "amq.headers")) {
      channel.basicPublish(exchange, "nobody", true,
          new AMQP.BasicProperties.Builder().messageId("m").build(), bytes("lost"));
      say("confirmed " + channel.waitForConfirms(PATIENCE_S * 1000L));
    }
    channel.close();
  }

  private static void consumer(Connection connection) throws Exception {
    Channel channel = connection.createChannel();
    channel.basicQos(100);
    BlockingQueue<Long> taken = new LinkedBlockingQueue<>();
    CountDownLatch cancelled = new CountDownLatch(1);
    String tag = channel.basicConsume("orders", false, "clerk", new DefaultConsumer(channel) {
      @Override
      public void handleDelivery(
          String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
        taken.add(envelope.getDeliveryTag());
      }

      @Override
      public void handleCancelOk(String tag) {
        cancelled.countDown();
      }
    });
    say("consumes as " + tag);
    long last = 0;
    while (last < 100) last = taken.poll(PATIENCE_S, TimeUnit.SECONDS);
    channel.basicAck(60, true);
    while (last < 160) last = taken.poll(PATIENCE_S, TimeUnit.SECONDS);
    channel.basicCancel(tag);
    await(cancelled);
    say("cancelled, last tag " + last + ", more " + taken.size());
    channel.basicNack(160, true, true);
    GetResponse again = channel.basicGet("orders", true);
    say("again " + text(again.getBody()) + ", redelivered " + again.getEnvelope().isRedeliver()
        + ", " + again.getMessageCount() + " more");
    channel.close();
  }

  private static void cancelledByServer(Connection connection) throws Exception {
    Channel channel = connection.createChannel();
    BlockingQueue<String> cancelled = new LinkedBlockingQueue<>();
    channel.queueDeclare("closing", true, false, false, null);
    channel.basicConsume("closing", true, "watcher", new DefaultConsumer(channel) {
      @Override
      public void handleCancel(String tag) {
        cancelled.add(tag);
      }
    });
    Channel other = connection.createChannel();
    say("deleted with " + other.queueDelete("closing").getMessageCount());
    say("the server cancelled " + cancelled.poll(PATIENCE_S, TimeUnit.SECONDS));
    say("channel open " + channel.isOpen());
    other.close();
    channel.close();
  }

  private static void propertiesAndHeaders(Connection connection) throws Exception {
    Channel channel = connection.createChannel();
    String queue = channel.queueDeclare().getQueue();
    say("named by the server " + queue.startsWith("amq.gen-"));
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put("byte", (byte) -7);
    headers.put("short", (short) -300);
    headers.put("int", 70_000);
    headers.put("long", Long.MIN_VALUE);
    headers.put("float", 0.25f);
    headers.put("double", -1e300);
    headers.put("decimal", new BigDecimal("12.345"));
    headers.put("yes", true);
    headers.put("nothing", null);
    headers.put("text", "größe");
    headers.put("at", new Date(1_700_000_000_000L));
    headers.put("bytes", new byte[] {0, 1, -1});
    headers.put("list", Arrays.asList(1, "two", Arrays.asList(3L)));
    headers.put("table", Map.of("deep", Map.of("deeper", 1)));
    AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
        .headers(headers).contentType("application/json").deliveryMode(2).priority(3)
        .correlationId("c").replyTo("r").expiration("60000").messageId("m")
        .timestamp(new Date(1_700_000_000_000L)).type("t").userId("guest").appId("a").build();
    channel.basicPublish("amq.direct", "unbound", properties, bytes("dropped"));
    channel.queueBind(queue, "amq.direct", "bound");
    channel.basicPublish("amq.direct", "bound", properties, new byte[400_000]);
    GetResponse got = channel.basicGet(queue, false);
    say(got.getBody().length + " bytes, " + got.getEnvelope().getExchange() + " "
        + got.getEnvelope().getRoutingKey());
    Map<String, Object> seen = new TreeMap<>(got.getProps().getHeaders());
    seen.forEach((name, value) -> say("  " + name + " = " + shown(value)
        + (value == null ? "" : " (" + value.getClass().getSimpleName() + ")")));
    say(got.getProps().builder().headers(null).build().toString());
    channel.basicRecover(true);
    GetResponse again = channel.basicGet(queue, true);
    say("recovered, redelivered " + again.getEnvelope().isRedeliver());
    channel.close();
  }

  private static String shown(Object value) {
    return value instanceof byte[] ? Arrays.toString((byte[]) value)
        : value instanceof Date ? ((Date) value).getTime() + " ms"
        : String.valueOf(value);
  }

  private static void transaction(Connection connection) throws Exception {
    Channel channel = connection.createChannel();
    channel.queuePurge("orders");
    channel.txSelect();
    channel.basicPublish("", "orders", null, bytes("one"));
    channel.txRollback();
    channel.basicPublish("", "orders", null, bytes("two"));
    say("before the commit " + channel.messageCount("orders"));
    channel.txCommit();
    say("after the commit " + channel.messageCount("orders"));
    channel.close();
  }

  private interface Question {
    void ask(Channel channel) throws Exception;
  }

  private static void refusals(Connection connection) throws Exception {
    refused(connection, "missing queue", channel -> channel.queueDeclarePassive("nowhere"));
    refused(connection, "inequivalent", channel ->
        channel.queueDeclare("orders", true, false, false, Map.of("x-max-priority", 4)));
    refused(connection, "missing exchange", channel -> {
      channel.basicPublish("nowhere", "", null, bytes("lost"));
      channel.messageCount("orders");
    });
    refused(connection, "unknown tag", channel -> {
      channel.basicAck(12, false);
      channel.messageCount("orders");
    });
    refused(connection, "not empty", channel -> channel.queueDelete("orders", false, true));
    refused(connection, "delete the default exchange", channel -> channel.exchangeDelete(""));
    try (Channel channel = connection.createChannel()) {
      say("deleted with " + channel.queueDelete("orders").getMessageCount());
    }
  }

  private static void refused(Connection connection, String name, Question question)
      throws Exception {
    Channel channel = connection.createChannel();
    try {
      question.ask(channel);
      say(name + ": accepted");
      channel.close();
    } catch (IOException | AlreadyClosedException problem) {
      Throwable cause = problem instanceof IOException ? problem.getCause() : problem;
      AMQP.Channel.Close close =
          (AMQP.Channel.Close) ((ShutdownSignalException) cause).getReason();
      say(name + ": " + close.getReplyCode() + " " + close.getReplyText()
          + " (" + close.getClassId() + ", " + close.getMethodId() + ")");
    }
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(PATIENCE_S, TimeUnit.SECONDS)) say("nothing came");
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> cast(Object table) {
    return (Map<String, Object>) table;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static synchronized void say(String line) {
    System.out.println(line);
  }
}
