package org.grapnel.hook.config;

import java.util.Locale;

/**
 * For whom an option is set. The most specific scope wins: outbound domain in binding, domain, binding, group, global; inbound the
 * network with the longest prefix that holds the client, listener, global.
 */
public sealed interface ConfigScope {
    /** The scope of a plain key. */
    Global GLOBAL = new Global();

    /** What stands before the option's name in a key, such as {@code domain.example.com.}; empty for global. */
    String prefix();

    /** The whole server. */
    record Global() implements ConfigScope {
        @Override
        public String prefix() {
            return "";
        }

        @Override
        public String toString() {
            return "global";
        }
    }

    /** One listening endpoint. */
    record Listener(String name) implements ConfigScope {
        @Override
        public String prefix() {
            return "listener." + name + ".";
        }

        @Override
        public String toString() {
            return "listener " + name;
        }
    }

    /** A named set of client addresses. */
    record Network(String name) implements ConfigScope {
        @Override
        public String prefix() {
            return "network." + name + ".";
        }

        @Override
        public String toString() {
            return "network " + name;
        }
    }

    /** One hook handler, by its name. */
    record Handler(String name) implements ConfigScope {
        @Override
        public String prefix() {
            return "handler." + name + ".";
        }

        @Override
        public String toString() {
            return "handler " + name;
        }
    }

    /** A named set of bindings. */
    record Group(String name) implements ConfigScope {
        @Override
        public String prefix() {
            return "group." + name + ".";
        }

        @Override
        public String toString() {
            return "group " + name;
        }
    }

    /** One egress source. */
    record Binding(String name) implements ConfigScope {
        @Override
        public String prefix() {
            return "binding." + name + ".";
        }

        @Override
        public String toString() {
            return "binding " + name;
        }
    }

    /** One destination; the name is in lower case. */
    record Domain(String name) implements ConfigScope {
        public Domain {
            name = name.toLowerCase(Locale.ROOT);
        }

        @Override
        public String prefix() {
            return "domain." + name + ".";
        }

        @Override
        public String toString() {
            return "domain " + name;
        }
    }

    /** One destination as seen from one egress source. */
    record DomainInBinding(String domain, String binding) implements ConfigScope {
        public DomainInBinding {
            domain = domain.toLowerCase(Locale.ROOT);
        }

        @Override
        public String prefix() {
            return "binding." + binding + ".domain." + domain + ".";
        }

        @Override
        public String toString() {
            return "domain " + domain + " in binding " + binding;
        }
    }
}
