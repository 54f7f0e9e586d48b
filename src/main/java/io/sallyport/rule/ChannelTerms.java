package io.sallyport.rule;

import java.util.Map;

/**
 * What a send of another channel than WhatsApp is held to, beside what all channels have. WhatsApp
 * has none, so that nothing is looked up, sent or read for it.
 *
 * @param rules of the channel, in their order
 * @param values what the scripts of these rules read, by name: numbers, truth values and plain
 *     words. Each set of values is a script of its own, so there must be few
 */
public record ChannelTerms(Rules rules, Map<String, Object> values) {

  public ChannelTerms {
    values = Map.copyOf(values);
  }
}
