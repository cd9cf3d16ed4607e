package org.grapnel.mta.config;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Some of many, in words: {@code a, b} = these, {@code !a} = all but this one, {@code *} = all. Equal to another one with the same words.
 *
 * @param <K> what is selected
 */
public final class Selection<K> {
    private static final String ALL = "*";
    private static final String NOT = "!";

    private final List<String> words;
    private final Predicate<K> only;
    private final Predicate<K> except;

    private Selection(List<String> words, Predicate<K> only, Predicate<K> except) {
        this.words = List.copyOf(words);
        this.only = only;
        this.except = except;
    }

    /** Makes sense of words that stand for themselves. */
    private interface Reader<K> {
        Predicate<K> read(List<String> words) throws BadValue;
    }

    /** One that says nothing. */
    static <K> Selection<K> open() {
        return new Selection<>(List.of(), any -> true, any -> false);
    }

    /** Of listeners or bindings, by name. */
    public static Selection<String> ofNames(List<String> texts) throws BadValue {
        return read(texts, words -> {
            for (String word : words) {
                Syntax.label(word);
            }
            return Set.copyOf(words)::contains;
        });
    }

    /** Of hosts, by address and network. */
    public static Selection<InetAddress> ofHosts(List<String> texts) throws BadValue {
        return read(texts, words -> Networks.parse(words)::contains);
    }

    /** Of domains, by name and pattern. */
    public static Selection<String> ofDomains(List<String> texts) throws BadValue {
        return read(texts, words -> DomainSet.parse(words)::contains);
    }

    private static <K> Selection<K> read(List<String> texts, Reader<K> reader) throws BadValue {
        List<String> only = new ArrayList<>();
        List<String> except = new ArrayList<>();
        for (String text : texts) {
            if (text.startsWith(NOT)) {
                except.add(text.substring(NOT.length()).strip());
            } else {
                only.add(text);
            }
        }
        boolean all = only.remove(ALL) || only.isEmpty();
        Predicate<K> chosen =
                only.isEmpty() ? any -> true : reader.read(only); // what is wrong beside a star is told, too
        return new Selection<>(
                texts, all ? any -> true : chosen, except.isEmpty() ? any -> false : reader.read(except));
    }

    /** Cuts words at commas and blanks. */
    public static List<String> words(String text) {
        return Arrays.stream(text.split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** True when nothing is said: neither these nor those. */
    public boolean isOpen() {
        return words.isEmpty();
    }

    public boolean covers(K one) {
        return only.test(one) && !except.test(one);
    }

    /** As they were given. */
    public List<String> words() {
        return words;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Selection<?> that && words.equals(that.words);
    }

    @Override
    public int hashCode() {
        return Objects.hash(words);
    }

    @Override
    public String toString() {
        return String.join(", ", words);
    }
}
