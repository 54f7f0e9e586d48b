import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Function;

/**
 * How many shards of Redis and how many pods so many business numbers need. Numbers and relay
 * targets are put on shards by their keys' hash tags, as a Redis Cluster does; contacts and sends
 * are spread over numbers unevenly. Everything here is an input, and stated in src/docs/scaling.md;
 * the same inputs give the same page.
 *
 * <p>Arguments: none, or --write and the page.
 */
public final class Scaling {

  /**
   * CPU time of one of each, us. Alone is at 500/s over 100 numbers; together, when calls of one
   * number share their round trips and Meta delivers 20 statuses at once. A look is one at an idle
   * number, with what is read of it for the meters.
   */
  private record Cost(double send, double inbound, double status, double relayed, double look) {}

  // Measured by deploy/bench/scaling/measure.
  private static final Cost REDIS = new Cost(430, 290, 290, 280, 120);
  private static final Cost REDIS_TOGETHER = new Cost(250, 290, 65, 280, 120);
  private static final Cost GATEWAY = new Cost(1_200, 570, 560, 400, 360);
  private static final Cost GATEWAY_TOGETHER = new Cost(400, 570, 65, 400, 360);

  // Measured by FootprintTest and RelayFootprintTest: bytes of Redis's memory.
  private static final double CONTACT_BYTES = 343;
  private static final double EVENT_ID_BYTES = 123;

  // Measured by deploy/bench/scaling/measure: bytes of an Idempotency-Key, for a day.
  private static final double KEY_BYTES = 1_350;

  // Meta's: messages a second of a number, and of one that was raised.
  private static final int STANDARD = 80;
  private static final int RAISED = 1_000;

  // Assumed traffic.
  private static final int CONTACTS_PER_NUMBER = 10_000;
  private static final double SKEW = 0.8;
  private static final double SENDS_PER_CONTACT_AND_DAY = 1.0 / 3;
  private static final double INBOUND_PER_CONTACT_AND_DAY = 0.1;
  private static final double PEAK = 5;
  private static final int STATUSES_PER_SEND = 3;
  private static final int STATUSES_AT_ONCE = 20;
  private static final int ONE_RAISED_IN = 1_000;
  private static final int ONE_CAMPAIGN_IN = 1_000;
  private static final int NUMBERS_PER_TARGET = 100;

  // How it is run.
  private static final double UTILISATION = 0.5;
  private static final double WORST_UTILISATION = 0.8;
  private static final double SHARD_BYTES = 25e9;
  private static final double MEMORY_ROOM = 1.5;
  private static final double POD_CORES = 2;
  private static final double POD_GIB = 0.75;
  private static final int NUMBERS_PER_GATEWAY = 5_000;
  private static final long SEED = 20261126;

  // Idle numbers, as clockwork/DeferralPoll goes round them.
  private static final double LOOKS_PER_SECOND = 500;
  private static final double LONGEST_ROUND = 60;

  private static final int RELAY_AT_ONCE = 64;
  private static final int SLOTS = 16_384;
  private static final double DAY = 86_400;
  private static final String BEGIN =
      "<!-- simulated: deploy/bench/scaling/run writes what follows -->\n";
  private static final String END = "<!-- /simulated -->";

  /** A number, or a relay target: where its keys are, and what it asks of a shard and of pods. */
  private record Item(int slot, double bytes, double redisMicros) {}

  /** What is counted of all numbers together. */
  private static final class Fleet {
    final int numbers;
    final List<Item> items = new ArrayList<>();
    double sends;
    double webhooks;
    double gatewayMicros;
    double dailySends;
    double biggestContacts;
    double biggestSends;
    double busiestTarget;
    double eventIdBytes;
    double heaviest;
    int gateways;
    int podsOfEach;
    int shards;
    double[] bytes;
    double[] load;

    Fleet(int numbers) {
      this.numbers = numbers;
    }

    double contacts() {
      return (double) numbers * CONTACTS_PER_NUMBER;
    }

    /** At a number, a second, by each pod of its gateway. */
    double looks() {
      double numbersOfEach = (double) numbers / gateways;
      double all =
          Math.max(Math.min(numbersOfEach, LOOKS_PER_SECOND), numbersOfEach / LONGEST_ROUND);
      return all / numbersOfEach;
    }

    /** At all numbers, and at targets once a second, by all pods. */
    double allLooks() {
      return podsOfEach * (numbers * looks() + items.size() - numbers);
    }

    int pods() {
      return gateways * podsOfEach;
    }
  }

  public static void main(String[] arguments) throws IOException {
    if (slotOf("123456789") != 0x31C3) {
      throw new IllegalStateException("not the CRC16 of Redis Cluster");
    }
    List<Fleet> fleets = new ArrayList<>();
    for (int numbers : new int[] {10, 1_000, 100_000}) {
      fleets.add(simulate(numbers));
    }
    String text = capacities() + "\n" + table(fleets);
    System.out.print(text);
    if (arguments.length == 2 && arguments[0].equals("--write")) {
      put(Path.of(arguments[1]), text);
    }
  }

  private static Fleet simulate(int numbers) {
    Fleet fleet = new Fleet(numbers);
    Random random = new Random(SEED);
    double weights = 0;
    for (int rank = 1; rank <= numbers; rank++) {
      weights += Math.pow(rank, -SKEW);
    }
    boolean[] campaign = campaigns(numbers, random);
    double[] sends = new double[numbers];
    double[] inbound = new double[numbers];
    double[] contacts = new double[numbers];
    double[] webhooks = new double[numbers];
    for (int i = 0; i < numbers; i++) {
      contacts[i] = fleet.contacts() * Math.pow(i + 1, -SKEW) / weights;
      inbound[i] = contacts[i] * INBOUND_PER_CONTACT_AND_DAY / DAY * PEAK;
      double cap = i < Math.max(1, numbers / ONE_RAISED_IN) ? RAISED : STANDARD;
      double wanted = contacts[i] * SENDS_PER_CONTACT_AND_DAY / DAY * PEAK;
      sends[i] = Math.max(0, Math.min(campaign[i] ? cap : wanted, cap - inbound[i]));
      webhooks[i] =
          inbound[i] + sends[i] * STATUSES_PER_SEND / (isBusy(sends[i]) ? STATUSES_AT_ONCE : 1);
      fleet.sends += sends[i];
      fleet.webhooks += webhooks[i];
      Cost cost = isBusy(sends[i]) ? GATEWAY_TOGETHER : GATEWAY;
      fleet.gatewayMicros +=
          sends[i] * (cost.send + STATUSES_PER_SEND * cost.status)
              + inbound[i] * cost.inbound
              + webhooks[i] * cost.relayed;
      fleet.dailySends += contacts[i] * SENDS_PER_CONTACT_AND_DAY;
    }
    fleet.biggestContacts = contacts[0];
    fleet.biggestSends = sends[0];
    pods(fleet);
    for (int i = 0; i < numbers; i++) {
      String id = Long.toString(100_000_000_000_000L + (long) (random.nextDouble() * 899e12));
      Cost cost = isBusy(sends[i]) ? REDIS_TOGETHER : REDIS;
      double micros =
          sends[i] * (cost.send + STATUSES_PER_SEND * cost.status)
              + inbound[i] * cost.inbound
              + fleet.podsOfEach * fleet.looks() * cost.look;
      fleet.items.add(new Item(slotOf(id), contacts[i] * CONTACT_BYTES, micros));
    }
    targets(fleet, webhooks, contacts);
    shards(fleet);
    return fleet;
  }

  /** Its calls to Redis go together, and Meta's deliveries hold several statuses. */
  private static boolean isBusy(double sends) {
    return sends > STANDARD;
  }

  /** The biggest number has one, the others by lot. */
  private static boolean[] campaigns(int numbers, Random random) {
    boolean[] campaign = new boolean[numbers];
    campaign[0] = true;
    for (int more = numbers / ONE_CAMPAIGN_IN - 1; more > 0; more--) {
      campaign[random.nextInt(numbers)] = true;
    }
    return campaign;
  }

  /** Every target has numbers of all sizes. */
  private static void targets(Fleet fleet, double[] webhooks, double[] contacts) {
    int targets = Math.max(1, fleet.numbers / NUMBERS_PER_TARGET);
    for (int target = 0; target < targets; target++) {
      double peak = 0;
      double daily = 0;
      for (int i = target; i < fleet.numbers; i += targets) {
        peak += webhooks[i];
        daily +=
            contacts[i]
                * (SENDS_PER_CONTACT_AND_DAY * STATUSES_PER_SEND + INBOUND_PER_CONTACT_AND_DAY);
      }
      double bytes = daily * EVENT_ID_BYTES;
      fleet.busiestTarget = Math.max(fleet.busiestTarget, peak);
      fleet.eventIdBytes += bytes;
      double micros = peak * REDIS.relayed + fleet.podsOfEach * REDIS.look;
      fleet.items.add(new Item(slotOf("relay:crm-" + target), bytes, micros));
    }
  }

  /**
   * As many gateways as so many numbers need, of as many pods as the traffic needs, and one more.
   */
  private static void pods(Fleet fleet) {
    fleet.gateways = (fleet.numbers + NUMBERS_PER_GATEWAY - 1) / NUMBERS_PER_GATEWAY;
    double looks = (double) fleet.numbers / fleet.gateways * fleet.looks() * GATEWAY.look;
    double room = POD_CORES * 1e6 * UTILISATION - looks;
    if (room <= 0) {
      throw new IllegalStateException("a pod cannot even look at its numbers");
    }
    fleet.podsOfEach = (int) Math.ceil(fleet.gatewayMicros / fleet.gateways / room) + 1;
  }

  /**
   * The fewest with room on all together, and on the worst of them; a cluster has at least three.
   */
  private static void shards(Fleet fleet) {
    fleet.heaviest = fleet.items.stream().mapToDouble(Item::redisMicros).max().orElse(0) / 1e6;
    if (fleet.heaviest > WORST_UTILISATION) {
      throw new IllegalStateException("one number or target is more than a shard carries");
    }
    for (int shards = 1; shards <= SLOTS; shards = shards == 1 ? 3 : shards + 1) {
      fleet.shards = shards;
      fleet.bytes = new double[shards];
      fleet.load = new double[shards];
      for (Item item : fleet.items) {
        int shard = (int) ((long) item.slot * shards / SLOTS);
        fleet.bytes[shard] += item.bytes;
        fleet.load[shard] += item.redisMicros / 1e6;
      }
      if (worst(fleet.bytes) <= SHARD_BYTES
          && mean(fleet.load) <= UTILISATION
          && worst(fleet.load) <= WORST_UTILISATION) {
        return;
      }
    }
    throw new IllegalStateException("one number or target has more bytes than a shard");
  }

  /** CRC16 as Redis Cluster has it: XMODEM, polynomial 0x1021. */
  private static int slotOf(String tag) {
    int crc = 0;
    for (byte one : tag.getBytes(StandardCharsets.US_ASCII)) {
      crc ^= (one & 0xff) << 8;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
      }
      crc &= 0xffff;
    }
    return crc % SLOTS;
  }

  private static double worst(double[] all) {
    return Arrays.stream(all).max().orElse(0);
  }

  private static double mean(double[] all) {
    return Arrays.stream(all).average().orElse(0);
  }

  /** What one of each carries at the utilisation that is planned with. */
  private static String capacities() {
    double shard = UTILISATION * 1e6;
    double pod = shard * POD_CORES;
    double gatewaySend = GATEWAY.send + STATUSES_PER_SEND * GATEWAY.status;
    return "| at %.0f %% of its cores | carries |\n|---|---|\n".formatted(UTILISATION * 100)
        + "| one shard (one core) | %s sends/s with their %d statuses, of many numbers; %s of one busy number |\n"
            .formatted(
                whole(shard / (REDIS.send + STATUSES_PER_SEND * REDIS.status)),
                STATUSES_PER_SEND,
                whole(shard / (REDIS_TOGETHER.send + STATUSES_PER_SEND * REDIS_TOGETHER.status)))
        + "| its memory, %s | %s contacts |\n"
            .formatted(gb(SHARD_BYTES), whole(Math.floor(SHARD_BYTES / CONTACT_BYTES / 1e6) * 1e6))
        + "| one pod (%s cores) | %s sends/s with their statuses; %s when a CRM gets these, too |\n"
            .formatted(
                whole(POD_CORES),
                whole(pod / gatewaySend),
                whole(pod / (gatewaySend + STATUSES_PER_SEND * GATEWAY.relayed)))
        + "| one relay target | %s deliveries/s by its shard; by its own answers %s/s in 50 ms, %s/s in 200 ms (%d at a time) |\n"
            .formatted(
                whole(shard / REDIS.relayed),
                whole(RELAY_AT_ONCE / 0.05),
                whole(RELAY_AT_ONCE / 0.2),
                RELAY_AT_ONCE);
  }

  private static String table(List<Fleet> fleets) {
    StringBuilder text = new StringBuilder();
    row(text, "business numbers", fleets, fleet -> whole(fleet.numbers));
    text.append("|---|").append("---|".repeat(fleets.size())).append('\n');
    row(
        text,
        "contacts; of the biggest number",
        fleets,
        fleet -> whole(fleet.contacts()) + "; " + whole(fleet.biggestContacts));
    row(text, "sends a day", fleets, fleet -> whole(fleet.dailySends));
    row(
        text,
        "sends/s at the peak; of the biggest number",
        fleets,
        fleet -> whole(fleet.sends) + "; " + whole(fleet.biggestSends));
    row(
        text,
        "webhooks/s at the peak; of the busiest relay target",
        fleets,
        fleet -> whole(fleet.webhooks) + "; " + whole(fleet.busiestTarget));
    row(
        text,
        "contacts in Redis; event ids of the relay",
        fleets,
        fleet -> gb(fleet.contacts() * CONTACT_BYTES) + "; " + gb(fleet.eventIdBytes));
    row(
        text,
        "were every send to have an Idempotency-Key, as well",
        fleets,
        fleet -> gb(fleet.dailySends * KEY_BYTES));
    row(text, "**shards**", fleets, fleet -> "**" + whole(fleet.shards) + "**");
    row(
        text,
        "memory of a shard: mean, worst",
        fleets,
        fleet -> gb(mean(fleet.bytes)) + ", " + gb(worst(fleet.bytes)));
    row(
        text,
        "load of a shard, of its one core: mean, worst",
        fleets,
        fleet -> percent(mean(fleet.load)) + ", " + percent(worst(fleet.load)));
    row(
        text,
        "of all load, looking at idle numbers",
        fleets,
        fleet -> percent(fleet.allLooks() * REDIS.look / 1e6 / Arrays.stream(fleet.load).sum()));
    row(text, "the heaviest number or target alone", fleets, fleet -> percent(fleet.heaviest));
    row(
        text,
        "gateways × pods of each, one to spare",
        fleets,
        fleet -> whole(fleet.gateways) + " × " + whole(fleet.podsOfEach));
    row(text, "**pods**", fleets, fleet -> "**" + whole(fleet.pods()) + "**");
    row(text, "looks at idle numbers/s, all pods", fleets, fleet -> whole(fleet.allLooks()));
    row(
        text,
        "pods: cores, memory",
        fleets,
        fleet -> whole(fleet.pods() * POD_CORES) + ", " + whole(fleet.pods() * POD_GIB) + " GiB");
    row(
        text,
        "Redis, each shard twice: cores, memory",
        fleets,
        fleet ->
            whole(fleet.shards * 2.0)
                + ", "
                + whole(Math.max(1, 2 * fleet.shards * mean(fleet.bytes) * MEMORY_ROOM / (1 << 30)))
                + " GiB");
    return text.toString();
  }

  private static void row(
      StringBuilder text, String name, List<Fleet> fleets, Function<Fleet, String> value) {
    text.append("| ").append(name).append(" |");
    fleets.forEach(fleet -> text.append(' ').append(value.apply(fleet)).append(" |"));
    text.append('\n');
  }

  private static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  private static String gb(double bytes) {
    return bytes < 1e9
        ? String.format(Locale.ROOT, "%,.0f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%,.1f GB", bytes / 1e9);
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, part < 0.1 ? "%.1f %%" : "%.0f %%", part * 100);
  }

  private static void put(Path page, String text) throws IOException {
    String before = Files.readString(page);
    int begin = before.indexOf(BEGIN);
    int end = before.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException(page + " lacks the marks that the table goes between");
    }
    Files.writeString(
        page,
        before.substring(0, begin + BEGIN.length()) + "\n" + text + "\n" + before.substring(end));
  }
}
