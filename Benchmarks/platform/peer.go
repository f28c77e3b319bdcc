// peer --port N --body FILE: the probe's two answers from Go's net/http, as one would write them.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"net/http"
	"os"
	"strconv"
)

// The shape of the probe's body. The harness compares what is encoded here with the probe's own
// answer before it times anything, so a field that is missing is found.
type Store struct {
	ID     string  `json:"id"`
	Name   string  `json:"name"`
	Rating float64 `json:"rating"`
	Metres int     `json:"metres"`
	Open   bool    `json:"open"`
}

type Listing struct {
	Items []Store `json:"items"`
}

func answer(w http.ResponseWriter, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.Write(body)
}

func main() {
	port := flag.Int("port", 0, "port on 127.0.0.1")
	path := flag.String("body", "", "file with the body of /static")
	flag.Parse()

	static, err := os.ReadFile(*path)
	if err != nil {
		log.Fatal(err)
	}
	var listing Listing
	if err := json.Unmarshal(static, &listing); err != nil {
		log.Fatal(err)
	}

	http.HandleFunc("/livez", func(w http.ResponseWriter, r *http.Request) {})
	http.HandleFunc("/static", func(w http.ResponseWriter, r *http.Request) { answer(w, static) })
	http.HandleFunc("/encoded", func(w http.ResponseWriter, r *http.Request) {
		encoded, err := json.Marshal(&listing)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		answer(w, encoded)
	})
	log.Fatal(http.ListenAndServe(fmt.Sprintf("127.0.0.1:%d", *port), nil))
}
